import type { Job } from '../../bot/index.ts';
import type { Queue, QueueOptions } from './queue.ts';

/**
 * The bell without Redis: rings for one job join into one run, a ring during a run makes one more, at most
 * `concurrency` run at once. What a stopped process had not run, the sweeper rings for again.
 */
export function createInProcessQueue({
  handlers,
  concurrency,
  onError,
  runs,
}: QueueOptions & { readonly runs: boolean }): Queue {
  /** Waiting jobs by key, in order of their first ring. */
  const waiting = new Map<string, Job>();
  const running = new Set<string>();
  const idle = new Set<() => void>();
  let isOpen = false;

  function pump(): void {
    if (!isOpen) return;
    for (const [key, job] of waiting) {
      if (running.size >= concurrency) return;
      // The same person or ticket is never worked on twice at once: it waits for its own run to end.
      if (running.has(key)) continue;
      waiting.delete(key);
      running.add(key);
      void runJob(key, job);
    }
  }

  async function runJob(key: string, job: Job): Promise<void> {
    try {
      await handlers[job.kind](job.id);
    } catch (error) {
      onError(error, job);
    }
    running.delete(key);
    if (running.size === 0) for (const resolve of idle) resolve();
    pump();
  }

  return {
    async ring(job) {
      // Another process does the work: its sweeper finds the row.
      if (!runs) return;
      waiting.set(`${job.kind}:${job.id}`, job);
      pump();
    },
    async start() {
      isOpen = true;
      pump();
    },
    async stop(drainMs) {
      isOpen = false;
      if (running.size === 0) return;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, drainMs);
        idle.add(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    },
    size: async () => waiting.size + running.size,
    isDegraded: () => false,
  };
}
