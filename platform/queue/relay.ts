import type { Bell, NewOutboxRow, OutboxStore } from '../../bot/index.ts';
import type { Step, Ticket, TicketStore } from '../../tickets/index.ts';

type RelayPorts = {
  readonly tickets: Pick<TicketStore, 'find' | 'movePending'>;
  readonly outbox: Pick<OutboxStore, 'insert'>;
  readonly bell: Bell;
  readonly now: () => Date;
};

/**
 * Projects a ticket's notices into the outbox, one row a step and recipient under a key made of both,
 * in the order of the steps and none before its time. Safe to repeat.
 */
export function createRelay({ tickets, outbox, bell, now }: RelayPorts) {
  return async function relay(ticketId: string): Promise<void> {
    for (;;) {
      const ticket = await tickets.find(ticketId);
      if (ticket?.pendingFrom === undefined) return;
      const { rows, next } = collectDue(ticket, ticket.pendingFrom, now());
      await outbox.insert(rows);
      for (const personId of new Set(rows.map((row) => row.personId))) {
        await bell.ring({ kind: 'deliver', id: personId });
      }
      if (next === ticket.pendingFrom) return;
      if (await tickets.movePending(ticket.id, ticket.version, next)) return;
    }
  };
}

function collectDue(
  ticket: Ticket,
  pendingFrom: number,
  now: Date,
): { readonly rows: readonly NewOutboxRow[]; readonly next: number | undefined } {
  const rows: NewOutboxRow[] = [];
  for (const step of ticket.history) {
    if (step.seq < pendingFrom || step.told.kind === 'not_told') continue;
    if (step.told.tellAt > now) return { rows, next: step.seq };
    rows.push(toRow(ticket, step, step.told, now));
  }
  return { rows, next: undefined };
}

function toRow(
  ticket: Ticket,
  step: Step,
  told: Extract<Step['told'], { kind: 'told' }>,
  now: Date,
): NewOutboxRow {
  return {
    id: `${ticket.id}-${step.seq}-${told.personId}`,
    personId: told.personId,
    kind: step.action === 'reply' || step.action === 'ask' ? 'staff_reply' : 'notice',
    reply: { key: told.noticeKey, values: told.values },
    ticketId: ticket.id,
    traceId: ticket.traceId,
    createdAt: now,
    dueAt: now,
  };
}
