import type { ChannelName } from '../message.ts';
import type { Ledger } from './ledger.ts';

/** Ledgers, one a person, and what an account spends in a day. */
export type ReachStore = {
  readonly find: (personId: string) => Promise<Ledger | undefined>;
  /** Compare-and-set on version, which the store counts on; false when another write came first. */
  readonly save: (ledger: Ledger) => Promise<boolean>;
  /** Takes one from what the channel's account may send on a Shanghai day; false when `limit` is used up. */
  readonly takeFromDay: (channel: ChannelName, day: string, limit: number) => Promise<boolean>;
  readonly giveBackToDay: (channel: ChannelName, day: string) => Promise<void>;
};
