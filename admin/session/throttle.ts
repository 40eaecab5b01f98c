export type Throttle = {
  /** The seconds to wait when no try is left for `key`; keeps nothing. */
  readonly findWaitS: (key: string) => number | undefined;
  /** Takes one try for `key`; ask `findWaitS` before. */
  readonly take: (key: string) => void;
  /** Returns a try that turned out well. */
  readonly giveBack: (key: string) => void;
};

export type ThrottleLimits = { readonly tries: number; readonly windowMs: number };

const maxKeys = 20_000;

/**
 * Counts tries per key in windows that begin at the first try, in this process's memory.
 * A try is taken before the slow check runs, so parallel tries cannot outrun the limit.
 */
export function createThrottle(limits: ThrottleLimits, now: () => Date): Throttle {
  const windows = new Map<string, { taken: number; endsAt: number }>();

  function forgetOldest() {
    for (const key of windows.keys()) {
      if (windows.size <= maxKeys) return;
      windows.delete(key);
    }
  }

  function findWaitS(key: string): number | undefined {
    const current = windows.get(key);
    const leftMs = (current?.endsAt ?? 0) - now().getTime();
    const isSpent = current !== undefined && leftMs > 0 && current.taken >= limits.tries;
    return isSpent ? Math.ceil(leftMs / 1000) : undefined;
  }

  return {
    findWaitS,
    take(key) {
      const nowMs = now().getTime();
      const current = windows.get(key);
      if (current === undefined || current.endsAt <= nowMs) {
        windows.delete(key);
        windows.set(key, { taken: 1, endsAt: nowMs + limits.windowMs });
        forgetOldest();
        return;
      }
      current.taken += 1;
    },
    giveBack(key) {
      const current = windows.get(key);
      if (current !== undefined && current.taken > 0) current.taken -= 1;
    },
  };
}
