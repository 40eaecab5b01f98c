/** 回避: who has it neither reads nor acts on the matter, and is not found as its assignee. */
export type Recusal = {
  readonly id: string;
  readonly matter:
    | { readonly kind: 'ticket'; readonly ticketId: string }
    /** Every matter against a unit, acting or responsible. */
    | { readonly kind: 'unit'; readonly unitId: string };
  readonly reason: string;
  /** The officer's own word, or the head's. */
  readonly by: 'self' | 'head';
  readonly setBy: string;
  readonly at: Date;
  /** Since when it no longer holds; it is never removed. */
  readonly endedAt?: Date;
};

/** Those that hold. */
export function listRunningRecusals(recusals: readonly Recusal[] | undefined): readonly Recusal[] {
  return (recusals ?? []).filter(({ endedAt }) => endedAt === undefined);
}
