/** Why a question is on the list: nothing was known, nothing in a table, or the answer did not help. */
export type UnansweredReason = 'none' | 'table' | 'unhelpful';

/** A question for the list of unanswered ones; personal data is masked before it comes here. */
export type NewUnanswered = {
  /** Of the message that asked, so that a repeat is stored once. */
  readonly id: string;
  readonly question: string;
  readonly reason: UnansweredReason;
  readonly at: Date;
  /** Who asked, so that an answer found later can reach them. */
  readonly personId: string;
  /** What was said and did not help, as `entry@version`. */
  readonly source?: string;
};

/** Open until an editor answers it by an entry or sets it aside. */
export type Unanswered = NewUnanswered & {
  readonly state: 'open' | 'answered' | 'dismissed';
  /** The entry that answers it from now on. */
  readonly entryId?: string;
};

export type UnansweredStore = {
  readonly record: (question: NewUnanswered) => Promise<void>;
  /** Open ones, newest first. */
  readonly listOpen: (limit: number) => Promise<readonly Unanswered[]>;
  readonly countOpen: () => Promise<number>;
  /** Closes open ones; those that are closed stay as they are. */
  readonly close: (
    ids: readonly string[],
    how: { readonly state: 'answered'; readonly entryId: string } | { readonly state: 'dismissed' },
  ) => Promise<void>;
};
