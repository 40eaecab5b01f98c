import type { Bell, NewOutboxRow, OutboxStore } from '../../bot/index.ts';
import {
  isUrgent,
  listDueNotices,
  type DueNotice,
  type Ticket,
  type TicketStore,
} from '../../tickets/index.ts';

type RelayPorts = {
  readonly tickets: Pick<TicketStore, 'find' | 'movePending'>;
  /** Does what a merge or a split owes to other tickets; safe to repeat. */
  readonly settle: (ticket: Ticket) => Promise<unknown>;
  readonly outbox: Pick<OutboxStore, 'insert'>;
  /** When staff tell a notice themselves that nothing took by then; undefined for those that may wait. */
  readonly toTaskAt: (noticeKey: string, dueAt: Date) => Date | undefined;
  readonly bell: Bell;
  readonly now: () => Date;
};

/**
 * Projects a ticket's due notices into the outbox, one row a step and recipient under a key made of both.
 * Safe to repeat.
 */
export function createRelay({ tickets, settle, outbox, toTaskAt, bell, now }: RelayPorts) {
  return async function relay(ticketId: string): Promise<void> {
    for (;;) {
      const ticket = await tickets.find(ticketId);
      if (ticket?.pendingFrom === undefined) return;
      await settle(ticket);
      const { due, next } = listDueNotices(ticket, now());
      await outbox.insert(due.map((notice) => toRow(ticket, notice, now(), toTaskAt)));
      for (const personId of new Set(due.map((notice) => notice.personId))) {
        await bell.ring({ kind: 'deliver', id: personId });
      }
      if (next === ticket.pendingFrom) return;
      if (await tickets.movePending(ticket.id, ticket.version, next)) return;
    }
  };
}

function toRow(
  ticket: Ticket,
  notice: DueNotice,
  now: Date,
  toTaskAt: RelayPorts['toTaskAt'],
): NewOutboxRow {
  const taskAt = toTaskAt(notice.noticeKey, now);
  const action = ticket.history.find(({ seq }) => seq === notice.seq)?.action;
  return {
    id: notice.id,
    personId: notice.personId,
    kind: action === 'reply' || action === 'ask' ? 'staff_reply' : 'notice',
    reply: { key: notice.noticeKey, values: notice.values },
    ticketId: ticket.id,
    traceId: ticket.traceId,
    createdAt: now,
    dueAt: now,
    ...(isUrgent(ticket) && { urgency: 'urgent' as const }),
    ...(taskAt !== undefined && { taskAt }),
  };
}
