/** What the holder of a member's code sees: the number, how they would be named, and where their answer stands. */
export type MemberView = {
  readonly number: string;
  readonly name: string;
  readonly state: 'waiting' | 'expired' | 'named' | 'sealed' | 'withdrawn';
  /** From this day on a withdrawal may be confirmed. */
  readonly confirmFrom?: string | undefined;
};
