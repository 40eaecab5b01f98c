import type { Audience } from '../retrieval/index.ts';

/** A question that is asked at every trial, and what must come of it. */
export type GoldenQuestion = {
  readonly id: string;
  readonly question: string;
  readonly audience: Audience;
  readonly expects: { readonly kind: 'entry'; readonly id: string } | { readonly kind: 'silent' };
};

/** The bureau's own golden questions; those that are shipped are data in starter/. */
export type GoldenStore = {
  readonly list: () => Promise<readonly GoldenQuestion[]>;
  /** False when one with this id is there already. */
  readonly insert: (golden: GoldenQuestion) => Promise<boolean>;
  readonly remove: (id: string) => Promise<void>;
};
