/**
 * Published text that an answer may be made of: an entry or an article, whose title begins with 《. `ref` is chosen for
 * each request; `inForce` is judged by the caller for the day that matters.
 */
export type Passage = {
  readonly ref: string;
  readonly title: string;
  readonly text: string;
  readonly inForce: boolean;
};

/** One sentence and the passages that it rests on. */
export type CitedSentence = { readonly text: string; readonly refs: readonly string[] };
