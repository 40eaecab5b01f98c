const firstMs = 1000;
const longestMs = 5 * 60_000;
/** An attempt that lasted so long was a good one: counting begins anew. */
export const stableAfterMs = 60_000;

/** How long to wait after the n-th failure in a row (from 0): min(5 min, 1 s·2^n), up to a quarter more by chance. */
export function computeBackOffMs(failures: number, random: () => number): number {
  const base = Math.min(longestMs, firstMs * 2 ** Math.min(failures, 20));
  return Math.round(base * (1 + random() / 4));
}
