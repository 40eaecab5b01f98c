/** One question with its answer. Unconfirmed entries say 待本单位确认 until an editor confirms them by name and date. */
export type Entry = {
  readonly id: string;
  readonly version: number;
  readonly area: string;
  readonly question: string;
  readonly similar: readonly string[];
  readonly answer: string;
  readonly citations: readonly string[];
  readonly confirmed?: { readonly by: string; readonly at: Date };
};
