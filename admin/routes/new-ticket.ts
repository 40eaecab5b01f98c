import { defineRoute, type Route } from '../../platform/http/index.ts';
import { expectStaff } from '../caller.ts';
import { createFileTicket } from '../file-ticket.ts';
import { canMoveTickets } from '../policies.ts';
import type { AdminPorts } from '../ports.ts';
import { NewTicketSchema, SlipSchema } from './new-ticket.schema.ts';

/** A ticket entered by staff. */
export function createNewTicketRoutes(ports: AdminPorts): readonly Route[] {
  const fileTicket = createFileTicket(ports);
  return [
    defineRoute({
      method: 'post',
      path: '/api/admin/tickets',
      summary:
        'File what came by telephone, visit, letter or instruction; the code is shown this once',
      audience: 'staff',
      policy: canMoveTickets,
      body: NewTicketSchema,
      response: SlipSchema,
      status: 201,
      handle: ({ body, caller }) => fileTicket(body, expectStaff(caller)),
      present: ({ ticket, code }) => ({
        number: ticket.number,
        code,
        // The page's address only: a code in it would end up in logs and histories.
        progressUrl: new URL('/progress', ports.publicUrl).href,
        kind: ticket.kind,
        createdAt: ticket.createdAt.toISOString(),
      }),
    }),
  ];
}
