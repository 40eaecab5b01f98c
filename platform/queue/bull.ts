import Bull from 'bull';
import type { Job } from '../../bot/index.ts';
import type { Queue, QueueOptions } from './queue.ts';

const queueName = 'duxin';
/** A killed worker's job goes to another within about 6 s; by default it takes 60. */
const settings = { lockDuration: 5000, stalledInterval: 2000, maxStalledCount: 3 };
/** How long a count of rings is remembered after the last one. */
const rungTtlS = 300;

/** A start does not wait longer for a Redis that is away; the sweeper works without it. */
const readyWaitMs = 2000;

const toKey = ({ kind, id }: Job): string => `${kind}_${id}`;
const toRungKey = (job: Job): string => `${queueName}:rung:${toKey(job)}`;

/** The bell over Redis. One job a person or ticket; a ring during its run makes it run once more. */
export async function createBullQueue(
  options: QueueOptions & { readonly redisUrl: string; readonly runs: boolean },
): Promise<Queue> {
  const { handlers, concurrency, onError, redisUrl, runs } = options;
  const queue = new Bull<Job>(queueName, redisUrl, { settings });
  queue.on('error', (error: unknown) => onError(error));

  const isDegraded = (): boolean => queue.client.status !== 'ready';

  async function add(job: Job): Promise<void> {
    await queue.client.multi().incr(toRungKey(job)).expire(toRungKey(job), rungTtlS).exec();
    // While a job of this id waits or runs, Bull adds none: the count tells the runner to go once more.
    await queue.add(job, { jobId: toKey(job), removeOnComplete: true, removeOnFail: true });
  }

  async function runUntilQuiet({ data: job }: { readonly data: Job }): Promise<void> {
    for (;;) {
      const before = await queue.client.get(toRungKey(job));
      await handlers[job.kind](job.id);
      if ((await queue.client.get(toRungKey(job))) === before) return;
    }
  }

  return {
    async ring(job) {
      if (isDegraded()) return;
      add(job).catch((error: unknown) => onError(error, job));
    },
    async start() {
      const { client } = queue;
      if (isDegraded()) {
        await withinMs(readyWaitMs, new Promise((resolve) => client.once('ready', resolve)));
      }
      if (!runs) return;
      queue
        .process(concurrency, async (job) => {
          try {
            await runUntilQuiet(job);
          } catch (error) {
            onError(error, job.data);
          }
        })
        .catch((error: unknown) => onError(error));
    },
    async stop(drainMs) {
      await withinMs(drainMs, queue.close().catch(onError));
      // A Redis that is away would be looked for until the process ends.
      queue.client.disconnect();
    },
    async size() {
      if (isDegraded()) return 0;
      const { waiting, active } = await queue.getJobCounts();
      return waiting + active;
    },
    isDegraded,
  };
}

/** Resolves with the work, or after `ms` without it. */
async function withinMs(ms: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([work, tooLate]);
  clearTimeout(timer);
}
