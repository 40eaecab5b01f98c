import type { StreamCursors } from '../../bot/index.ts';
import type { Pull } from './pull.ts';

type PollPorts = {
  readonly pull: Pull;
  readonly cursors: Pick<StreamCursors, 'list'>;
  /** True for the one process that may poll until now + `ttlMs`. */
  readonly takeLease: (name: string, ttlMs: number) => Promise<boolean>;
  readonly onError: (error: unknown) => void;
};

const everyMs = 30_000;
const leaseMs = everyMs + 10_000;

/** The net under the callbacks: one process of all reads every known account twice a minute. */
export function createPoll({ pull, cursors, takeLease, onError }: PollPorts) {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();

  async function pollOnce(): Promise<void> {
    if (!(await takeLease('wecom-kf-poll', leaseMs))) return;
    for (const openKfId of await cursors.list()) await pull(openKfId).catch(onError);
  }

  /** One round after the other: a slow one delays the next. */
  function poll(): void {
    running = pollOnce()
      .catch(onError)
      .finally(() => {
        if (timer !== undefined) timer = setTimeout(poll, everyMs);
      });
  }

  return {
    pollOnce,
    start(): void {
      timer = setTimeout(poll, 0);
    },
    async stop(): Promise<void> {
      clearTimeout(timer);
      timer = undefined;
      await running;
    },
  };
}
