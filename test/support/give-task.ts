import { emptyChannelLedger, type OutboxRow, type TellTask } from '../../bot/index.ts';
import type { Desk } from './build-desk.ts';

/** A notice that nothing took, and the task made of it. */
export async function giveTask(
  desk: Desk,
  openness: 'confidential' | 'anonymous' = 'confidential',
) {
  const ticket = await desk.fileTicket({ openness });
  const personId = ticket.personId ?? '';
  const row: OutboxRow = {
    id: `${ticket.id}-1-${personId}`,
    personId,
    kind: 'notice',
    reply: { key: 'notice.matter.accepted', values: { number: ticket.number } },
    words: { text: `您反映的事项（${ticket.number}）已受理。` },
    ticketId: ticket.id,
    traceId: ticket.id,
    createdAt: desk.data.now,
    dueAt: desk.data.now,
    status: 'held',
    attempts: 1,
    failure: 'window_closed',
  };
  desk.data.rows.push(row);
  const task: TellTask = {
    id: `task-${row.id}`,
    version: 1,
    outboxId: row.id,
    personId,
    ticketId: ticket.id,
    state: 'open',
    attempts: [],
    createdAt: desk.data.now,
  };
  await desk.data.tasks.insert(task);
  return { ticket, row, task, path: `/tasks/${task.id}/attempts` };
}

/** Three channels of a person: one open with figures, one left, one without windows. */
export function giveLedger(desk: Desk, personId: string, until: Date): void {
  const at = desk.data.now;
  desk.data.ledgers.set(personId, {
    personId,
    version: 3,
    channels: {
      'official-account': {
        ...emptyChannelLedger,
        contactAt: at,
        window: { opener: 'message', openedBy: 'm', openedAt: at, until, sends: 5, used: 2 },
        credits: { T1: 1 },
        lastFailure: { at, way: 'template', code: 'busy' },
      },
      'wecom-kf': { ...emptyChannelLedger, leftAt: at },
      wecom: { ...emptyChannelLedger, contactAt: at },
    },
  });
}
