import { MongoError } from '../errors.ts';

/** How long one request may run before others get their turn, in ms. */
const SLICE_MS = 8;

/** One request's use of the thread. */
export interface Turn {
  /** True when the slice is used up: call `next` as soon as no cursor is open. */
  isOver(): boolean;
  /** Waits for the next slice; `MaxTimeMSExpired` when the request's own time is up. */
  next(): Promise<void>;
  /** Waits only when the slice is used up. */
  yieldIfDue(): Promise<void>;
}

/** Shares the thread: between two slices of long requests the sockets are always served. */
export function createTurns() {
  const waiting: (() => void)[] = [];
  let isStopped = false;

  function release(): void {
    waiting.shift()?.();
    if (waiting.length > 0) setImmediate(release);
  }

  function start(maxTimeMs = 0): Turn {
    let since = performance.now();
    const expiresAt = since + (maxTimeMs || Number.POSITIVE_INFINITY);
    const isOver = (): boolean => performance.now() - since > SLICE_MS;
    const next = async (): Promise<void> => {
      const isLate = performance.now() > expiresAt;
      if (isLate) throw new MongoError('MaxTimeMSExpired', 'operation exceeded time limit');
      await new Promise<void>((resolve) => {
        if (waiting.push(resolve) === 1) setImmediate(release);
      });
      if (isStopped) throw new MongoError('InterruptedAtShutdown', 'the server stops');
      since = performance.now();
    };
    return { isOver, next, yieldIfDue: async () => (isOver() ? next() : undefined) };
  }

  /** `stop` ends every request at its next wait. */
  return { start, stop: () => void (isStopped = true) };
}
