import { isUrgeAnswered, readUrgeSeq } from '../../handlers/index.ts';
import { isEnded, type TicketStore } from '../../tickets/index.ts';
import { settleTask, walkOpenTasks, type StaffTask, type TaskStore } from '../reach/index.ts';

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
    for await (const page of walkOpenTasks(tasks, 'answer_urge')) {
      for (const task of page) {
        if (await isDone(task)) await tasks.save(settleTask(task, now()));
      }
    }
    for (const task of await tasks.listOverdue('answer_urge', now(), batchSize)) {
      // First the notice, which has a key: a crash in between repeats it without effect.
      await climb(task);
      await tasks.save({ ...task, climbedAt: now() });
    }
  };
}
