import type { SendFailure } from './protocol.ts';

/**
 * Words to be sent by the process that has the child, asked for by any other. It names the outbox row; words and
 * address are read from where they are sealed. Document: `wechaty_orders`, `_id` = the row's send key.
 */
export type SendOrder = {
  readonly id: string;
  readonly askedAt: Date;
  readonly status: 'asked' | 'claimed' | 'sent' | 'refused';
  readonly claimedAt?: Date;
  readonly sentAt?: Date;
  readonly failure?: SendFailure;
};

export type OrderStore = {
  /** Asks for it anew, unless it is sent or being sent; returns the order that stands. */
  readonly ask: (id: string, at: Date, staleBefore: Date) => Promise<SendOrder>;
  readonly find: (id: string) => Promise<SendOrder | undefined>;
  /** Takes an asked order back; false when it is no longer to be had. */
  readonly withdraw: (id: string) => Promise<boolean>;
  readonly listAsked: (limit: number) => Promise<readonly SendOrder[]>;
  /** False when another was faster. */
  readonly claim: (id: string, at: Date) => Promise<boolean>;
  readonly recordSent: (id: string, at: Date) => Promise<void>;
  readonly recordRefused: (id: string, failure: SendFailure) => Promise<void>;
};
