import type { ChannelName } from '../message.ts';
import type { TranscriptLine } from '../stores.ts';
import type { HandOver } from './hand-over.ts';

/** One document per person. */
export type HandOverStore = {
  readonly find: (personId: string) => Promise<HandOver | undefined>;
  /** Compare-and-set on version, which the store counts on; undefined when another write came first. */
  readonly save: (handOver: HandOver) => Promise<HandOver | undefined>;
  /** Those that are not the bot's: waiting, with a member of staff, or with a servicer. */
  readonly listHeld: (limit: number) => Promise<readonly HandOver[]>;
  /** Those with words that are not in the outbox yet. */
  readonly listOwing: (limit: number) => Promise<readonly HandOver[]>;
  /** Changed at or after `since`, the oldest change first. */
  readonly listChangedSince: (since: Date, limit: number) => Promise<readonly HandOver[]>;
};

/** A conversation in which something was said lately. */
export type RecentConversation = {
  readonly personId: string;
  readonly channel: ChannelName;
  readonly lastAt: Date;
};

/** Conversations as the desk looks at them; secrets are masked. */
export type ConversationLines = {
  /** Those in which the person wrote since, the latest first. */
  readonly listRecent: (since: Date, limit: number) => Promise<readonly RecentConversation[]>;
  /** The last lines, in their order. */
  readonly listLast: (personId: string, limit: number) => Promise<readonly TranscriptLine[]>;
  /** How many lines of the person stand behind `seq`; counts no further than `limit`. */
  readonly countUnread: (personId: string, seq: number, limit: number) => Promise<number>;
  /** Lines since that moment that belong to no ticket yet become the ticket's. */
  readonly giveToTicket: (personId: string, since: Date, ticketId: string) => Promise<void>;
};
