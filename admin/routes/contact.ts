import { defineRoute, type Route } from '../../platform/http/index.ts';
import { createTicketAccess } from '../access/ticket-access.ts';
import { createContactDesk } from '../contact-desk.ts';
import { createExplainConflict } from '../explain-conflict.ts';
import { ticketsTopic } from '../feed.ts';
import { canReadTickets } from '../policies.ts';
import type { AdminPorts } from '../ports.ts';
import { presentContactDesk } from './contact.present.ts';
import {
  CluesBodySchema,
  CluesSchema,
  ContactActSchema,
  ContactViewSchema,
} from './contact.schema.ts';
import { TicketNumberSchema } from './ticket.schema.ts';

const path = '/api/admin/tickets/:number/contact';

/** Whether a unit may be written to about a ticket: staff write the words, the reporter chooses. */
export function createContactRoutes(ports: AdminPorts): readonly Route[] {
  const { news } = ports;
  const desk = createContactDesk(ports);
  const access = createTicketAccess(ports);
  const explainConflict = createExplainConflict(ports);

  return [
    defineRoute({
      method: 'get',
      path,
      summary: 'Whether a unit may be written to about a ticket, and what the reporter chose',
      audience: 'staff',
      policy: canReadTickets,
      params: TicketNumberSchema,
      response: ContactViewSchema,
      handle: async ({ params, caller }) =>
        desk.load(await access.load(caller, params.number), caller),
      present: presentContactDesk,
    }),
    defineRoute({
      method: 'post',
      path: `${path}/clues`,
      summary: 'What in these words would tell a unit which case it is',
      audience: 'staff',
      policy: canReadTickets,
      params: TicketNumberSchema,
      body: CluesBodySchema,
      response: CluesSchema,
      handle: async ({ params, body, caller }) =>
        desk.listClues(await access.load(caller, params.number), body.words),
      present: (clues) => ({ clues: clues.map((clue) => ({ ...clue })) }),
    }),
    defineRoute({
      method: 'post',
      path,
      summary:
        'Ask every reporter of the matter, note a word, name a check, set one apart, or plead and grant a life at stake',
      audience: 'staff',
      // The tickets room knows which role may do which of these.
      policy: canReadTickets,
      params: TicketNumberSchema,
      body: ContactActSchema,
      response: ContactViewSchema,
      async handle({ params, body, caller }) {
        const found = await access.load(caller, params.number);
        const { version } = body;
        const ticket = await explainConflict(desk.act(found, body, caller), { ...params, version });
        news.announce(ticketsTopic);
        return desk.load((await access.find(caller, ticket.id)) ?? ticket, caller);
      },
      present: presentContactDesk,
    }),
  ];
}
