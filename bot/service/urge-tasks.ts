import { isUrgeAnswered, readUrgeSeq } from '../../handlers/index.ts';
import { isEnded, type TicketStore } from '../../tickets/index.ts';
import { settleTask, type StaffTask, type TaskStore } from '../reach/index.ts';

type Ports = {
  readonly tasks: TaskStore;
  readonly tickets: Pick<TicketStore, 'find'>;
  /** Tells the section heads of an urge that nobody answered in time. */
  readonly climb: (task: StaffTask) => Promise<void>;
  readonly now: () => Date;
};

const batchSize = 200;

/** Closes urges that were answered; what was not by its day climbs, once. Safe to repeat; for the sweeper. */
export function createSweepUrgeTasks({ tasks, tickets, climb, now }: Ports) {
  async function isDone({ id, ticketId = '' }: StaffTask): Promise<boolean> {
    const ticket = await tickets.find(ticketId);
    return (
      ticket === undefined || isEnded(ticket.status) || isUrgeAnswered(ticket, readUrgeSeq(id))
    );
  }

  return async function sweepUrgeTasks(): Promise<void> {
    const open = await tasks.listOpen(batchSize);
    for (const task of open) {
      if (task.kind === 'answer_urge' && (await isDone(task))) {
        await tasks.save(settleTask(task, now()));
      }
    }
    for (const task of await tasks.listOverdue(now(), batchSize)) {
      if (task.kind !== 'answer_urge') continue;
      // First the notice, which has a key: a crash in between repeats it without effect.
      await climb(task);
      await tasks.save({ ...task, climbedAt: now() });
    }
  };
}
