/** Whether an answer helped, said by the person who got it; `id` is their message's, so that a repeat counts once. */
export type Vote = {
  readonly id: string;
  /** `entry@version` */
  readonly source: string;
  readonly isHelpful: boolean;
  readonly at: Date;
};

/** How often a version was given as the answer, when last, and what people said of it. */
export type UseCount = {
  readonly source: string;
  readonly hits: number;
  readonly lastUsedAt?: Date;
  readonly helpful: number;
  readonly unhelpful: number;
};

/** `sources` are `entry@version`. */
export type UsageStore = {
  /** Adds to the counts of many versions at once. */
  readonly addHits: (
    hits: readonly { readonly source: string; readonly hits: number; readonly lastUsedAt: Date }[],
  ) => Promise<void>;
  readonly vote: (vote: Vote) => Promise<void>;
  /** Of all versions of all entries that were ever used or voted on. */
  readonly list: () => Promise<readonly UseCount[]>;
};
