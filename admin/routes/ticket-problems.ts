import { defineRoute, HttpError, type Route } from '../../platform/http/index.ts';
import {
  createTickets,
  listProblemFaults,
  type ListItem,
  type Measure,
  type ProblemRequest,
  type Profile,
  type Ticket,
} from '../../tickets/index.ts';
import { createTicketAccess } from '../access/ticket-access.ts';
import { expectStaff, toActor } from '../caller.ts';
import { createLoadDossier } from '../dossier.ts';
import { createExplainConflict } from '../explain-conflict.ts';
import { ticketsTopic } from '../feed.ts';
import { canReadTickets } from '../policies.ts';
import type { AdminPorts } from '../ports.ts';
import { presentTicket } from './ticket.present.ts';
import { TicketNumberSchema, TicketViewSchema } from './ticket.schema.ts';
import {
  ProblemListsQuerySchema,
  ProblemListsSchema,
  ProblemStepSchema,
  type ProblemListsView,
} from './ticket-problems.schema.ts';

/** The problems of a ticket, step by step, and the lists that they are described by. */
export function createTicketProblemRoutes(ports: AdminPorts): readonly Route[] {
  const { ticketing, profiles, news, render } = ports;
  const { stepProblem } = createTickets(ticketing);
  const loadDossier = createLoadDossier(ports);
  const explainConflict = createExplainConflict(ports);
  const access = createTicketAccess(ports);

  /** Refuses what the ticket's own profile does not know, naming the field. */
  function refuseUnknown(ticket: Ticket, change: ProblemRequest['change']): void {
    const before = ticket.problems.find(({ id }) => id === change.id);
    const faults = listProblemFaults(change, profiles.findFor(ticket), before);
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
        const by = toActor(staff);
        const request = { numberOrId: number, by, roles: staff.roles, version, change };
        const ticket = await explainConflict(stepProblem(request), { number, version });
        news.announce(ticketsTopic);
        return loadDossier(ticket, staff);
      },
      present: (dossier) => presentTicket(dossier, render),
    }),
    defineRoute({
      method: 'get',
      path: '/api/admin/problem-lists',
      summary:
        'The types, stages, levels, measures and areas of one version of the profile, or of all',
      audience: 'staff',
      policy: canReadTickets,
      query: ProblemListsQuerySchema,
      response: ProblemListsSchema,
      async handle({ query: { profile: version } }) {
        if (version === undefined) return profiles.all;
        return profiles.all.filter((profile) => profile.version === version);
      },
      present: presentLists,
    }),
  ];
}

/** Newer versions come last, so that an entry is shown under its newest name. */
function presentLists(profiles: readonly Profile[]): ProblemListsView {
  const merge = <Item extends ListItem>(list: (profile: Profile) => readonly Item[]) => [
    ...new Map(profiles.flatMap(list).map((item) => [item.id, item] as const)).values(),
  ];
  return {
    types: merge(({ problemTypes }) => problemTypes).map(presentItem),
    stages: merge(({ caseStages }) => caseStages).map(presentItem),
    levels: merge(({ levels }) => levels).map(presentItem),
    measures: merge(({ measures }) => measures).map(presentMeasure),
    areas: merge(({ areas }) => areas).map(presentItem),
  };
}

function presentItem({ id, name, source, isRetired }: ListItem) {
  return { id, name, source, isRetired: isRetired === true };
}

function presentMeasure(measure: Measure) {
  return { ...presentItem(measure), hasAmount: measure.hasAmount === true };
}
