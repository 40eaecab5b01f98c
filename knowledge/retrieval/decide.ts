import type { Hit } from './rank.ts';

/** What the hits are good for: an answer, a choice of near ones, or nothing. */
export type Decision =
  | { readonly kind: 'sure'; readonly hit: Hit }
  | { readonly kind: 'near'; readonly hits: readonly Hit[] }
  | { readonly kind: 'silent' };

/** From where on a hit's worth is enough; `bench/retrieval/choose-threshold.ts` chose them. */
export type Thresholds = { readonly sure: number; readonly near: number };

export const chosenThresholds: Thresholds = { sure: 0.52, near: 0.3 };
const mostOffered = 3;

/** Decides by worth, not by score: a long question scores high on anything. Hits are best first. */
export function decide(hits: readonly Hit[], thresholds: Thresholds = chosenThresholds): Decision {
  const [best] = hits;
  if (best !== undefined && best.worth >= thresholds.sure) return { kind: 'sure', hit: best };
  const near = hits.filter(({ worth }) => worth >= thresholds.near).slice(0, mostOffered);
  return near.length === 0 ? { kind: 'silent' } : { kind: 'near', hits: near };
}
