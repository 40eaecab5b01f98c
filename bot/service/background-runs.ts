import type { House } from './house.ts';

const leaseMs = 10_000;
/** How soon a run whose process died is taken up: its lease must have run out. */
const lookEveryMs = 5_000;

type Work = (signal: { readonly aborted: boolean }) => Promise<void>;

export type BackgroundRuns = {
  readonly runAside: (work: () => Promise<void>) => void;
  /** Does nothing while the work of this name runs elsewhere. */
  readonly runOnce: (name: string, work: Work) => Promise<void>;
  /** Does `resume` now and, while nothing runs here, again and again. */
  readonly resumeInBackground: (resume: () => Promise<void>) => void;
  /** Waits for the item at hand; the rest is done after the next start. */
  readonly stop: () => Promise<void>;
};

/** Long runs beside the requests: each in one process at a time, taken up by the next when that one dies. */
export function createBackgroundRuns(
  { leases, onError }: Pick<House, 'leases' | 'onError'>,
  everyMs = lookEveryMs,
): BackgroundRuns {
  const running = new Set<Promise<void>>();
  let isStopping = false;
  let timer: NodeJS.Timeout | undefined;

  function runAside(work: () => Promise<void>): void {
    const run = work()
      .catch(onError)
      .finally(() => running.delete(run));
    running.add(run);
  }

  return {
    runAside,
    async runOnce(name, work) {
      await leases.withLease(name, leaseMs, (lost) =>
        work({
          get aborted() {
            return isStopping || lost.aborted;
          },
        }),
      );
    },
    resumeInBackground(resume) {
      runAside(resume);
      timer = setInterval(() => running.size === 0 && runAside(resume), everyMs);
      timer.unref();
    },
    async stop() {
      isStopping = true;
      clearInterval(timer);
      await Promise.all(running);
    },
  };
}
