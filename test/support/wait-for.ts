import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until the condition holds, looking every 10 ms; throws after `timeoutMs`. */
export async function waitFor(
  condition: () => boolean | Promise<boolean>,
  timeoutMs = 10_000,
): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`condition did not hold within ${timeoutMs} ms`);
    await sleep(10);
  }
}

const longestListenMs = 2000;

/** How long to listen for more after a first answer that took so long: a busy machine needs as long again. */
export function toListenMs(leastMs: number, tookMs: number): number {
  return Math.min(longestListenMs, Math.max(leastMs, tookMs));
}
