import { defineRoute, HttpError, type Route } from '../../platform/http/index.ts';
import { createTickets, type StepTicketRequest } from '../../tickets/index.ts';
import { createRefuseAssignee } from '../access/refuse-assignee.ts';
import { refusePartners } from '../access/refuse-partners.ts';
import { createTicketAccess } from '../access/ticket-access.ts';
import { expectStaff, toActor } from '../caller.ts';
import { createLoadDossier } from '../dossier.ts';
import { createExplainConflict } from '../explain-conflict.ts';
import { ticketsTopic } from '../feed.ts';
import { createPassOn } from '../pass-on.ts';
import { canReadTickets, canReveal, hasRevealableReporter } from '../policies.ts';
import type { AdminPorts } from '../ports.ts';
import { completeRespondent } from '../respondent.ts';
import { presentTicket } from './ticket.present.ts';
import {
  ActionSchema,
  ContactSchema,
  RevealSchema,
  TicketNumberSchema,
  TicketViewSchema,
} from './ticket.schema.ts';

const path = '/api/admin/tickets/:number';

/** One ticket: its page, what may be done with it, and the audited look at who reported it. */
export function createTicketRoutes(ports: AdminPorts): readonly Route[] {
  const { ticketing, news, audit, people, members, render, now } = ports;
  const { stepTicket } = createTickets(ticketing);
  const loadDossier = createLoadDossier(ports);
  const access = createTicketAccess(ports);
  const refuseAssignee = createRefuseAssignee(ports);
  const explainConflict = createExplainConflict(ports);
  const { passOnFromOpponent } = createPassOn(ports);

  return [
    defineRoute({
      method: 'get',
      path,
      summary: 'One ticket with its history, conversation and what the caller may do',
      audience: 'staff',
      policy: canReadTickets,
      params: TicketNumberSchema,
      response: TicketViewSchema,
      handle: async ({ params, caller }) =>
        loadDossier(await access.load(caller, params.number), expectStaff(caller)),
      present: (dossier) => presentTicket(dossier, render),
    }),
    defineRoute({
      method: 'post',
      path: `${path}/actions`,
      summary: 'Take one of the allowed actions',
      audience: 'staff',
      // The tickets room knows which role may take which action.
      policy: canReadTickets,
      params: TicketNumberSchema,
      body: ActionSchema,
      response: TicketViewSchema,
      async handle({ params, body, caller }) {
        const staff = expectStaff(caller);
        const { action, reason, version } = body;
        const values =
          action === 'name_respondent'
            ? completeRespondent(ports.units.all(), body.values)
            : body.values;
        const seen = await access.load(caller, params.number);
        refusePartners(ports.units.all(), seen, action, values);
        const { assigneeId } = values ?? {};
        if (assigneeId !== undefined && assigneeId !== staff.accountId) {
          await refuseAssignee(seen, assigneeId);
        }
        if (values?.['into'] !== undefined) await access.load(caller, values['into']);
        const request: StepTicketRequest = {
          numberOrId: params.number,
          by: toActor(staff),
          roles: staff.roles,
          version,
          action,
          ...(reason && { reason }),
          ...(values && { values }),
        };
        const ticket = await explainConflict(stepTicket(request), { ...params, version });
        if (action === 'name_respondent') await passOnFromOpponent(ticket);
        news.announce(ticketsTopic);
        return loadDossier((await access.find(caller, ticket.id)) ?? ticket, staff);
      },
      present: (dossier) => presentTicket(dossier, render),
    }),
    defineRoute({
      method: 'post',
      path: `${path}/reveal`,
      summary: 'Open the reporter’s sealed name and phone; audited before it happens',
      audience: 'staff',
      policy: canReveal,
      params: TicketNumberSchema,
      body: RevealSchema,
      response: ContactSchema,
      async handle({ params, body, caller }) {
        const ticket = await access.load(caller, params.number);
        if (!hasRevealableReporter(ticket)) throw new HttpError('not_permitted');
        const { accountId } = expectStaff(caller);
        const { reason } = body;
        await audit.record({
          at: now(),
          accountId,
          action: 'person.reveal',
          object: ticket.id,
          reason,
        });
        const [person, member] = await Promise.all([
          people.find(ticket.personId),
          members.find(ticket.id),
        ]);
        return { person, member };
      },
      present: ({ person, member }) => ({
        name: person?.name,
        phone: person?.phone,
        member: member?.name,
      }),
    }),
  ];
}
