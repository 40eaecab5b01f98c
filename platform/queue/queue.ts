import type { Bell, Job } from '../../bot/index.ts';

export type JobHandlers = Readonly<Record<Job['kind'], (id: string) => Promise<unknown>>>;

export type QueueOptions = {
  readonly handlers: JobHandlers;
  readonly concurrency: number;
  /** Told of a run that threw; the rows stay and the sweeper rings again. */
  readonly onError: (error: unknown, job?: Job) => void;
};

/** Rings and runs jobs. Ids only; a lost ring loses nothing, so `ring` never rejects. */
export type Queue = Bell & {
  readonly start: () => Promise<void>;
  /** Takes no new job and waits up to `drainMs` for the running ones. */
  readonly stop: (drainMs: number) => Promise<void>;
  /** Jobs waiting and running, as far as this process can see. */
  readonly size: () => Promise<number>;
  /** True while the bell itself is out of order (Redis away): the sweeper does its work meanwhile. */
  readonly isDegraded: () => boolean;
};
