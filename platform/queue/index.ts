/** The bell: Bull over Redis or in process, behind one contract; the relay and the sweeper. Never the record. */
export { createRedisNews } from './news.ts';
export type { JobHandlers, Queue, QueueOptions } from './queue.ts';
export { createRelay } from './relay.ts';
export { createSweeper } from './sweeper.ts';

import type { Queue, QueueOptions } from './queue.ts';

/** Bull when there is a Redis, the in-process bell otherwise. `runs: false` only rings (a process without the worker role). */
export async function createQueue(
  options: QueueOptions & { readonly redisUrl: string | undefined; readonly runs: boolean },
): Promise<Queue> {
  const { redisUrl } = options;
  if (redisUrl !== undefined) {
    // Loaded on first use: a process without Redis never needs it.
    const { createBullQueue } = await import('./bull.ts');
    return createBullQueue({ ...options, redisUrl });
  }
  const { createInProcessQueue } = await import('./in-process.ts');
  return createInProcessQueue(options);
}
