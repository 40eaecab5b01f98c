import { defineRoute, HttpError, type Route } from '../../platform/http/index.ts';
import { createTicketAccess } from '../access/ticket-access.ts';
import { expectStaff } from '../caller.ts';
import { canReadTickets, canSeeParked } from '../policies.ts';
import type { AdminPorts } from '../ports.ts';
import { presentParked, presentUndelivered } from './messages.present.ts';
import {
  MessageIdSchema,
  ParkedListSchema,
  ParkedMessageSchema,
  UndeliveredListSchema,
} from './messages.schema.ts';

const listLimit = 200;

/** What got stuck: messages that could not be handled, and words that did not arrive. */
export function createMessageRoutes(ports: AdminPorts): readonly Route[] {
  const { inbox, outbox, bell, audit, render, now } = ports;
  const access = createTicketAccess(ports);
  return [
    defineRoute({
      method: 'get',
      path: '/api/admin/parked',
      summary: 'Messages that could not be handled',
      audience: 'staff',
      policy: canSeeParked,
      response: ParkedListSchema,
      handle: async ({ caller }) => access.keepMet(caller, await inbox.listParked(listLimit)),
      present: (rows) => ({ items: rows.map(presentParked) }),
    }),
    defineRoute({
      method: 'post',
      path: '/api/admin/parked/:id/retry',
      summary: 'Handle a parked message once more',
      audience: 'staff',
      policy: canSeeParked,
      params: MessageIdSchema,
      response: ParkedMessageSchema,
      async handle({ params, caller }) {
        const row = await inbox.find(params.id);
        if (row === undefined || (await access.meet(caller, row.personId)) === undefined) {
          throw new HttpError('not_found');
        }
        const { accountId } = expectStaff(caller);
        await audit.record({ at: now(), accountId, action: 'message.retry', object: row.id });
        if (!(await inbox.unpark(row.id))) throw new HttpError('message_not_parked');
        await bell.ring({ kind: 'turn', id: row.personId });
        return row;
      },
      present: presentParked,
    }),
    defineRoute({
      method: 'get',
      path: '/api/admin/undelivered',
      summary: 'Words that did not reach the person',
      audience: 'staff',
      policy: canReadTickets,
      response: UndeliveredListSchema,
      async handle({ caller }) {
        const rows = await access.keepMet(caller, await outbox.listUndelivered(listLimit));
        const seen = await access.findMany(
          caller,
          rows.flatMap(({ ticketId }) => ticketId ?? []),
        );
        return rows
          .filter(({ ticketId }) => ticketId === undefined || seen.has(ticketId))
          .map((row) => ({ row, number: seen.get(row.ticketId ?? '')?.number }));
      },
      present: (all) => ({
        items: all.map(({ row, number }) => presentUndelivered(row, number, render)),
      }),
    }),
  ];
}
