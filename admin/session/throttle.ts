export type Throttle = {
  /** Takes one try for `key`; answers the seconds to wait when none is left, undefined when it was taken. */
  readonly take: (key: string) => number | undefined;
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

  return {
    take(key) {
      const nowMs = now().getTime();
      const current = windows.get(key);
      if (current === undefined || current.endsAt <= nowMs) {
        windows.delete(key);
        windows.set(key, { taken: 1, endsAt: nowMs + limits.windowMs });
        forgetOldest();
        return undefined;
      }
      if (current.taken >= limits.tries) return Math.ceil((current.endsAt - nowMs) / 1000);
      current.taken += 1;
      return undefined;
    },
    giveBack(key) {
      const current = windows.get(key);
      if (current !== undefined && current.taken > 0) current.taken -= 1;
    },
  };
}
