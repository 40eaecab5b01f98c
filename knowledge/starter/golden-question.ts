import type { Audience } from '../retrieval/index.ts';

/** A question and what has to come of it: an entry as the answer, or no direct answer at all. */
export type GoldenQuestion = {
  readonly id: string;
  readonly question: string;
  readonly audience: Audience;
  readonly expects: { readonly kind: 'entry'; readonly id: string } | { readonly kind: 'silent' };
};

/** Questions by the entry that answers them. */
export type AskedOf = readonly (readonly [id: string, ...questions: readonly string[]])[];
