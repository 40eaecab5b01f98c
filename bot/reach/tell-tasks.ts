import type { OutboxRow } from '../stores.ts';
import {
  isTellTask,
  recordAttempt,
  toTaskId,
  type Attempt,
  type StaffTask,
  type TellTask,
} from './task.ts';
import type { TaskStore } from './task-store.ts';
import { walkOpenTasks } from './walk-open-tasks.ts';

/** What tasks need of the outbox beside its own work. */
export type TaskRows = {
  /** Rows whose `taskAt` has come. */
  readonly listTaskDue: (now: Date, limit: number) => Promise<readonly OutboxRow[]>;
  /** Forgets `taskAt`. */
  readonly dropTask: (id: string) => Promise<void>;
  /** Staff told the person: the row is settled, unless it was sent meanwhile. */
  readonly recordTold: (id: string) => Promise<void>;
  readonly findMany: (ids: readonly string[]) => Promise<readonly OutboxRow[]>;
};

/**
 * A text message to the telephone that a person left; holds the number of the matter and nothing else. Off unless an
 * adapter is given.
 */
export type SendSms = (personId: string, nudge: { readonly number: string }) => Promise<void>;

type TellPorts = {
  readonly tasks: TaskStore;
  readonly rows: TaskRows;
  readonly now: () => Date;
  readonly sendSms?: SendSms;
  readonly onError: (error: unknown) => void;
};

const batchSize = 200;

/** Telephone and letter tasks: opened where no channel took a binding notice, worked off by staff. */
export function createTellTasks({ tasks, rows, now, sendSms, onError }: TellPorts) {
  async function open(row: OutboxRow): Promise<void> {
    // On its way this very moment: looked at again when that is decided.
    if (row.status === 'claimed') return;
    if (row.status === 'waiting' || row.status === 'held' || row.status === 'failed') {
      const isNew = await tasks.insert({
        id: toTaskId(row.id),
        version: 1,
        outboxId: row.id,
        personId: row.personId,
        ...(row.ticketId !== undefined && { ticketId: row.ticketId }),
        state: 'open',
        attempts: [],
        createdAt: now(),
      });
      const number = row.reply.values?.['number'];
      if (isNew && sendSms !== undefined && number !== undefined) {
        await sendSms(row.personId, { number: String(number) }).catch(onError);
      }
    }
    await rows.dropTask(row.id);
  }

  async function settle(task: StaffTask): Promise<void> {
    if (!isTellTask(task)) return;
    await rows.recordTold(task.outboxId);
    const { owesRow: _paid, ...settled }: TellTask = task;
    await tasks.save(settled);
  }

  /** Closes what the person heard by themselves. */
  async function closeDelivered(): Promise<void> {
    for await (const page of walkOpenTasks(tasks, 'tell')) await closeSent(page.filter(isTellTask));
  }

  async function closeSent(listed: readonly TellTask[]): Promise<void> {
    const found = await rows.findMany(listed.map(({ outboxId }) => outboxId));
    const sent = new Set(found.filter(({ status }) => status === 'sent').map(({ id }) => id));
    for (const task of listed) {
      if (!sent.has(task.outboxId)) continue;
      await tasks.save({ ...task, state: 'delivered', closedAt: now() });
    }
  }

  /** Opens, closes and settles what is due. Safe to repeat; for the sweeper. */
  async function sweepTasks(): Promise<void> {
    for (const row of await rows.listTaskDue(now(), batchSize)) await open(row);
    for (const task of await tasks.listOwing(batchSize)) await settle(task);
    await closeDelivered();
  }

  /** Writes down a try; undefined when the task is closed or has another version by now. */
  async function record(
    id: string,
    version: number,
    attempt: Attempt,
  ): Promise<StaffTask | undefined> {
    const task = await tasks.find(id);
    const tried = task?.version === version ? recordAttempt(task, attempt) : undefined;
    const saved = tried === undefined ? undefined : await tasks.save(tried);
    if (saved?.owesRow === true) await settle(saved);
    return saved;
  }

  return { sweepTasks, recordAttempt: record };
}
