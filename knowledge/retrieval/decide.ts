import type { Hit } from './rank.ts';

/** What the hits are good for: an answer, a choice of near ones, or nothing. */
export type Decision =
  | { readonly kind: 'sure'; readonly hit: Hit }
  | { readonly kind: 'near'; readonly hits: readonly Hit[] }
  | { readonly kind: 'silent' };

/**
 * How much a hit must be worth, and how far the best must lie ahead of the second to be the answer rather than one of
 * several; `bench/retrieval/choose-threshold.ts` chose them.
 */
export type Thresholds = { readonly sure: number; readonly near: number; readonly ahead: number };

export const chosenThresholds: Thresholds = { sure: 0.56, near: 0.3, ahead: 1.2 };
const mostOffered = 3;

/** Decides by worth, not by score: a long question scores high on anything. Needs at least two hits, best first. */
export function decide(hits: readonly Hit[], thresholds: Thresholds = chosenThresholds): Decision {
  const [best, second] = hits;
  if (best === undefined || best.worth < thresholds.near) return { kind: 'silent' };
  const isAhead = best.worth >= thresholds.ahead * (second?.worth ?? 0);
  if (best.worth >= thresholds.sure && isAhead) return { kind: 'sure', hit: best };
  const near = hits.filter(({ worth }) => worth >= thresholds.near);
  return { kind: 'near', hits: near.slice(0, mostOffered) };
}
