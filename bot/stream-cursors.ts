/** How far each account's stream of messages was read. A cursor moves only after its page is stored. */
export type StreamCursors = {
  /** Remembers an account, so that a poll knows of it. */
  readonly note: (accountId: string) => Promise<void>;
  readonly list: () => Promise<readonly string[]>;
  readonly find: (accountId: string) => Promise<string | undefined>;
  /** Moves the cursor on from `from`, undefined for none; false when it stands elsewhere by now. */
  readonly advance: (
    accountId: string,
    from: string | undefined,
    to: string | undefined,
  ) => Promise<boolean>;
};
