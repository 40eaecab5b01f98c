import { defineRoute, type Route } from '../../platform/http/index.ts';
import type { TicketQuery } from '../../tickets/index.ts';
import { createTicketAccess } from '../access/ticket-access.ts';
import { expectStaff } from '../caller.ts';
import { listNames } from '../dossier.ts';
import { canReadTickets } from '../policies.ts';
import type { AdminPorts } from '../ports.ts';
import { presentRow } from './tickets.present.ts';
import { TicketListSchema, TicketQuerySchema } from './tickets.schema.ts';
import type { z } from 'zod';

/** The list with its filters. */
export function createTicketListRoutes(ports: AdminPorts): readonly Route[] {
  const access = createTicketAccess(ports);
  return [
    defineRoute({
      method: 'get',
      path: '/api/admin/tickets',
      summary: 'Tickets by number, phone, words and filters',
      audience: 'staff',
      policy: canReadTickets,
      query: TicketQuerySchema,
      response: TicketListSchema,
      async handle({ query, caller }) {
        const wanted = toTicketQuery(query, expectStaff(caller).accountId);
        const [found, names] = await Promise.all([
          access.list(caller, wanted),
          listNames(ports.accounts),
        ]);
        return { ...found, context: { names, lightOf: ports.lightOf } };
      },
      present: ({ items, total, context }) => ({
        items: items.map((ticket) => presentRow(ticket, context)),
        total,
      }),
    }),
  ];
}

/** Names each field: nothing that a client sent is spread into a query. */
function toTicketQuery(asked: z.infer<typeof TicketQuerySchema>, accountId: string): TicketQuery {
  const { query, kind, status, area, assignee, conference, partner, order, page, pageSize } = asked;
  return {
    order,
    urgentFirst: true,
    page,
    pageSize,
    ...(query && { query }),
    ...(kind && { kind }),
    ...(status === 'open' && { open: true }),
    ...(status !== undefined && status !== 'open' && { status }),
    ...(area && { area }),
    ...(conference && { isForConference: true }),
    ...(partner && { partnerUnitId: partner }),
    ...(assignee && { assigneeId: assignee === 'me' ? accountId : assignee }),
  };
}
