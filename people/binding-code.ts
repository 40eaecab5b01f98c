/** A short-lived word from one channel that makes another channel the same person's. Kept only as HMAC. */
export type BindingCode = {
  readonly codeHash: string;
  readonly personId: string;
  /** The channel in which it was shown. */
  readonly channel: string;
  readonly expiresAt: Date;
};

export type Joined =
  | { readonly kind: 'joined'; readonly into: string; readonly channel: string }
  /** Unknown, used, or run out: they sound the same. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'own' }
  /** Both sides have an address in the same pushing channel: one of the two could not be written to. */
  | { readonly kind: 'same_channel' };

/** Second channels of one person. Leading document: the joined person, whose `mergedInto` every look-up follows. */
export type Bindings = {
  readonly issue: (code: BindingCode) => Promise<void>;
  /** What `join` would say now; nothing is joined. */
  readonly weigh: (codeHash: string, personId: string, now: Date) => Promise<Joined>;
  /** Makes `personId` and all its addresses, tickets and notices those of the code's person; safe to repeat, but not to run beside another. */
  readonly join: (codeHash: string, personId: string, now: Date) => Promise<Joined>;
};
