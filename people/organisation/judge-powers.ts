import type { Power } from './power.ts';

/** Whether what was done is on the list of who did it, as far as the words tell. For a person to judge. */
export type PowerJudgement =
  /** The list of the unit holds nothing, so nothing can be said. */
  | { readonly kind: 'no_list' }
  /** Matters of the unit that the words speak of, the likeliest first. */
  | { readonly kind: 'listed'; readonly powers: readonly Power[] }
  /** None of the unit's; those of others that the words speak of. */
  | { readonly kind: 'outside'; readonly others: readonly Power[] };

const mostShown = 5;
/** Share of a matter's pairs of letters that the words must have. */
const leastShare = 0.5;

/**
 * Compares what a complaint tells with the matters on the power lists; `bigrams` are the house's. The lists of
 * who acted and of who answers are asked first.
 */
export function judgePowers(
  powers: readonly Power[],
  unitIds: readonly string[],
  words: string,
  bigrams: (text: string) => readonly string[],
): PowerJudgement {
  const own = powers.filter(({ unitId }) => unitIds.includes(unitId));
  if (own.length === 0) return { kind: 'no_list' };
  const said = new Set(bigrams(words));
  const rank = (some: readonly Power[]) =>
    some
      .map((power) => ({ power, share: toShare(bigrams(power.matter), said) }))
      .filter(({ share }) => share >= leastShare)
      .toSorted((a, b) => b.share - a.share)
      .slice(0, mostShown)
      .map(({ power }) => power);
  const listed = rank(own);
  return listed.length > 0
    ? { kind: 'listed', powers: listed }
    : { kind: 'outside', others: rank(powers.filter(({ unitId }) => !unitIds.includes(unitId))) };
}

function toShare(pairs: readonly string[], said: ReadonlySet<string>): number {
  return pairs.length === 0 ? 0 : pairs.filter((pair) => said.has(pair)).length / pairs.length;
}
