import type { StaffTask, TaskKind } from './task.ts';

/** Where the tasks of staff are: what is to be told, rung back or answered. */
export type TaskStore = {
  /** False when there is one with this id already. */
  readonly insert: (task: StaffTask) => Promise<boolean>;
  readonly find: (id: string) => Promise<StaffTask | undefined>;
  /** Compare-and-set on version, which the store counts on; undefined when another write came first. */
  readonly save: (task: StaffTask) => Promise<StaffTask | undefined>;
  /** Open ones, the oldest first. */
  readonly listOpen: (limit: number) => Promise<readonly StaffTask[]>;
  /** Open ones of one kind with ids beyond `after`, by id: pages of all of them. */
  readonly listOpenOf: (
    kind: TaskKind,
    after: string,
    limit: number,
  ) => Promise<readonly StaffTask[]>;
  /** Open ones of one kind that are this colleague's. */
  readonly countOpenOf: (kind: TaskKind, accountId: string) => Promise<number>;
  /** Closed ones, the newest first. */
  readonly listClosed: (limit: number) => Promise<readonly StaffTask[]>;
  /** Open ones of one kind that were due by `now` and did not climb yet. */
  readonly listOverdue: (kind: TaskKind, now: Date, limit: number) => Promise<readonly StaffTask[]>;
  readonly listOwing: (limit: number) => Promise<readonly StaffTask[]>;
  readonly listForTicket: (ticketId: string) => Promise<readonly StaffTask[]>;
};
