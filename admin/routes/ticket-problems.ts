import { defineRoute, HttpError, type Route } from '../../platform/http/index.ts';
import {
  createTickets,
  listProblemFaults,
  type ProblemRequest,
  type Ticket,
} from '../../tickets/index.ts';
import { findResponsibleOrgan, type Unit } from '../../people/index.ts';
import { createTicketAccess } from '../access/ticket-access.ts';
import { expectStaff, toActor } from '../caller.ts';
import { createLoadDossier } from '../dossier.ts';
import { createExplainConflict } from '../explain-conflict.ts';
import { ticketsTopic } from '../feed.ts';
import { canReadTickets } from '../policies.ts';
import type { AdminPorts } from '../ports.ts';
import { presentTicket } from './ticket.present.ts';
import { TicketNumberSchema, TicketViewSchema } from './ticket.schema.ts';
import { ProblemStepSchema } from './ticket-problems.schema.ts';

/** The problems of a ticket, step by step. */
export function createTicketProblemRoutes(ports: AdminPorts): readonly Route[] {
  const { ticketing, profiles, units, news, render } = ports;
  const { stepProblem } = createTickets(ticketing);
  const loadDossier = createLoadDossier(ports);
  const explainConflict = createExplainConflict(ports);
  const access = createTicketAccess(ports);

  /** Refuses what the ticket's own profile and the tree of units do not know, naming the field. */
  function refuseUnknown(ticket: Ticket, change: ProblemRequest['change']): void {
    const before = ticket.problems.find(({ id }) => id === change.id);
    const faults = [
      ...listProblemFaults(change, profiles.findFor(ticket), before),
      ...listUnitFaults(change, units.all()),
    ];
    if (faults.length === 0) return;
    const fields = faults.map((field) => ({ path: `body.${field}`, rule: 'not_in_list' }));
    throw new HttpError('request_invalid', { fields });
  }

  return [
    defineRoute({
      method: 'post',
      path: '/api/admin/tickets/:number/problems',
      summary: 'Find a problem, or take one step of one that was found',
      audience: 'staff',
      // The tickets room knows which role may take which step of a problem.
      policy: canReadTickets,
      params: TicketNumberSchema,
      body: ProblemStepSchema,
      response: TicketViewSchema,
      async handle({ params: { number }, body: { version, ...change }, caller }) {
        const staff = expectStaff(caller);
        refuseUnknown(await access.load(caller, number), change);
        const request = {
          numberOrId: number,
          by: toActor(staff),
          roles: staff.roles,
          version,
          change: withOrgan(change, units.all()),
        };
        const ticket = await explainConflict(stepProblem(request), { number, version });
        news.announce(ticketsTopic);
        return loadDossier(ticket, staff);
      },
      present: (dossier) => presentTicket(dossier, render),
    }),
  ];
}

/** While there is no tree a unit is any name. */
function listUnitFaults(
  { actingUnit, responsibleOrgan }: ProblemRequest['change'],
  units: readonly Unit[],
): readonly ('actingUnit' | 'responsibleOrgan')[] {
  const isKnown = (id: string | undefined): boolean =>
    id === undefined || units.length === 0 || units.some((unit) => unit.id === id);
  return [
    ...(isKnown(actingUnit) ? [] : ['actingUnit' as const]),
    ...(isKnown(responsibleOrgan) ? [] : ['responsibleOrgan' as const]),
  ];
}

/** Who answers for the unit follows from the tree where nobody says otherwise. */
function withOrgan(
  change: ProblemRequest['change'],
  units: readonly Unit[],
): ProblemRequest['change'] {
  const { actingUnit, responsibleOrgan } = change;
  if (actingUnit === undefined || responsibleOrgan !== undefined || units.length === 0) {
    return change;
  }
  return { ...change, responsibleOrgan: findResponsibleOrgan(units, actingUnit).id };
}
