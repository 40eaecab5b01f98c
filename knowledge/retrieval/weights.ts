/** What a match counts for, by where it stands and what it is. `bench/retrieval/choose-weights.ts` chose the numbers. */
export type Weights = {
  /** BM25: how soon more of the same stops counting, and how much a long text loses. */
  readonly k1: number;
  readonly b: number;
  readonly title: number;
  readonly wording: number;
  readonly lead: number;
  readonly body: number;
  /** A single character against a pair or a word, which count 1. */
  readonly single: number;
  /** A word of the question that carries little against one that carries the matter. */
  readonly weak: number;
  /** A word that statutes use for one that the person used. */
  readonly synonym: number;
};

export const chosenWeights: Weights = {
  k1: 0.9,
  b: 0.95,
  title: 0.1,
  wording: 1,
  lead: 0.3,
  body: 1,
  single: 1.5,
  weak: 0.5,
  synonym: 0.7,
};
