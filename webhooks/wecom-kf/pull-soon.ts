import { setTimeout as sleep } from 'node:timers/promises';
import type { Pull } from './pull.ts';

type PullSoonPorts = {
  readonly pull: Pull;
  readonly onError: (error: unknown) => void;
};

/** Longer than the lease of a process that was killed. */
const maxTries = 40;
const againMs = 500;

/**
 * Pulls in the background, one at a time for each account. A call during a pull makes it look once more: what
 * the call is about may have come after its last page. What fails is left to the poll.
 */
export function createPullSoon({ pull, onError }: PullSoonPorts) {
  type Wish = { token: string | undefined; isWished: boolean };
  const wishes = new Map<string, Wish>();
  const running = new Set<Promise<void>>();
  const stopping = new AbortController();

  async function run(openKfId: string, wish: Wish): Promise<void> {
    for (let tries = 0; wish.isWished && tries < maxTries && !stopping.signal.aborted; tries += 1) {
      wish.isWished = false;
      if ((await pull(openKfId, wish.token)) === 'done') continue;
      wish.isWished = true;
      await sleep(againMs, undefined, { signal: stopping.signal });
    }
  }

  function pullSoon(openKfId: string, token: string | undefined): void {
    const wish = wishes.get(openKfId);
    if (wish !== undefined) {
      Object.assign(wish, { token, isWished: true });
      return;
    }
    const fresh: Wish = { token, isWished: true };
    wishes.set(openKfId, fresh);
    const pulling = run(openKfId, fresh)
      .catch((error: unknown) => {
        if (!stopping.signal.aborted) onError(error);
      })
      .finally(() => {
        wishes.delete(openKfId);
        running.delete(pulling);
      });
    running.add(pulling);
  }

  return {
    pullSoon,
    /** Lets running pulls end; starts none. */
    async stop(): Promise<void> {
      stopping.abort();
      await Promise.all(running);
    },
  };
}
