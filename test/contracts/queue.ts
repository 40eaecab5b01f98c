import { afterEach, describe, expect, test } from '@jest/globals';
import type { Job } from '../../bot/index.ts';
import type { JobHandlers, Queue, QueueOptions } from '../../platform/queue/index.ts';
import { waitFor } from '../support/wait-for.ts';

type CreateQueue = (options: QueueOptions) => Promise<Queue>;

const ignore = async (): Promise<void> => {};

/** Handlers that do nothing. */
export const idleHandlers: JobHandlers = {
  turn: ignore,
  deliver: ignore,
  relay: ignore,
  media: ignore,
};

/** What every bell promises, whatever carries it. */
export function itBehavesLikeAQueue(name: string, create: CreateQueue): void {
  describe(`${name} queue`, () => {
    const opened: Queue[] = [];
    afterEach(async () => {
      await Promise.all(opened.splice(0).map((queue) => queue.stop(1000)));
    });

    async function openQueue(handlers: Partial<JobHandlers>, concurrency = 4) {
      const errors: unknown[] = [];
      const queue = await create({
        handlers: { ...idleHandlers, ...handlers },
        concurrency,
        onError: (error) => errors.push(error),
      });
      opened.push(queue);
      await queue.start();
      return { queue, errors };
    }

    test('runs the handler of the job with its id', async () => {
      const seen: string[] = [];
      const { queue } = await openQueue({ turn: async (id) => seen.push(id) });
      await queue.ring({ kind: 'turn', id: 'p-1' });
      await waitFor(() => seen.includes('p-1'));
      expect(seen).toEqual(['p-1']);
    });

    test('never runs one id twice at once, and a ring during a run makes one more run', async () => {
      let running = 0;
      let most = 0;
      let runs = 0;
      let endFirst: (() => void) | undefined;
      const first = new Promise<void>((resolve) => {
        endFirst = resolve;
      });
      let isNextHeard = false;
      const { queue } = await openQueue({
        async turn() {
          isNextHeard = true;
        },
        async deliver() {
          running += 1;
          most = Math.max(most, running);
          runs += 1;
          if (runs === 1) await first;
          running -= 1;
        },
      });
      const job: Job = { kind: 'deliver', id: 'p-1' };
      await queue.ring(job);
      await waitFor(() => runs === 1);
      await Promise.all([queue.ring(job), queue.ring(job), queue.ring(job)]);
      // Rings travel, in order: whoever hears the next one has had these.
      await queue.ring({ kind: 'turn', id: 'p-2' });
      await waitFor(() => isNextHeard);
      endFirst?.();
      await waitFor(() => runs === 2);
      await new Promise((resolve) => setTimeout(resolve, 200));
      expect({ runs, most }).toEqual({ runs: 2, most: 1 });
    });

    test('runs different ids at the same time, up to its concurrency', async () => {
      let running = 0;
      let most = 0;
      let done = 0;
      const { queue } = await openQueue(
        {
          async turn() {
            running += 1;
            most = Math.max(most, running);
            await new Promise((resolve) => setTimeout(resolve, 30));
            running -= 1;
            done += 1;
          },
        },
        3,
      );
      await Promise.all(
        Array.from({ length: 9 }, (_, index) => queue.ring({ kind: 'turn', id: `p-${index}` })),
      );
      await waitFor(() => done === 9);
      expect(most).toBe(3);
    });

    test('goes on after a handler that throws, and tells of it', async () => {
      const seen: string[] = [];
      const { queue, errors } = await openQueue({
        async relay(id) {
          if (id === 'bad') throw new Error('broken');
          seen.push(id);
        },
      });
      await queue.ring({ kind: 'relay', id: 'bad' });
      await queue.ring({ kind: 'relay', id: 'good' });
      await waitFor(() => seen.includes('good') && errors.length > 0);
      expect(seen).toEqual(['good']);
    });

    test('waits for the running job when it stops', async () => {
      let isDone = false;
      let isStarted = false;
      const { queue } = await openQueue({
        async media() {
          isStarted = true;
          await new Promise((resolve) => setTimeout(resolve, 100));
          isDone = true;
        },
      });
      await queue.ring({ kind: 'media', id: 'm-1' });
      await waitFor(() => isStarted);
      await queue.stop(2000);
      expect(isDone).toBe(true);
    });
  });
}
