import type { TaskStore } from '../../bot/index.ts';
import {
  isEnded,
  listStandingSteps,
  toDayEnd,
  type Step,
  type Ticket,
} from '../../tickets/index.ts';

type Ports = { readonly tasks: Pick<TaskStore, 'insert'>; readonly now: () => Date };

/** What of staff answers an urge: words to the reporter, or a step that moves the matter. */
export function isAnswerToUrge({ action, by, from, to }: Step): boolean {
  if (by.kind !== 'staff') return false;
  return action === 'reply' || action === 'answer' || action === 'ask' || from !== to;
}

/** Whether staff answered the urge that stands at `seq`. */
export function isUrgeAnswered({ history }: Ticket, seq: number): boolean {
  return listStandingSteps(history).some((step) => step.seq > seq && isAnswerToUrge(step));
}

export const toUrgeTaskId = (ticketId: string, seq: number): string =>
  `task-urge-${ticketId}-${seq}`;

/** The urge's number in the ticket's history. */
export function readUrgeSeq(taskId: string): number {
  return Number(taskId.split('-').at(-1));
}

/** 催办: a task for the ticket's owner, due at the end of the day that the person was promised. */
export function createOpenUrgeTask({ tasks, now }: Ports) {
  return async function openUrgeTask(ticket: Ticket): Promise<void> {
    const { id: ticketId, assigneeId, pendingFrom = Infinity, history, status } = ticket;
    if (isEnded(status)) return;
    for (const { seq, action, values } of listStandingSteps(history)) {
      const day = values?.['answerBy'];
      if (action !== 'urge' || seq < pendingFrom || day === undefined) continue;
      await tasks.insert({
        id: toUrgeTaskId(ticketId, seq),
        version: 1,
        kind: 'answer_urge',
        ticketId,
        ...(assigneeId !== undefined && { accountId: assigneeId }),
        state: 'open',
        attempts: [],
        dueAt: toDayEnd(day),
        createdAt: now(),
      });
    }
  };
}
