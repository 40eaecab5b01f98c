import type { ChannelName } from '../message.ts';
import type { NewOutboxRow, OutboxRow, TranscriptLine } from '../stores.ts';
import type { HandOver } from './hand-over.ts';
import type { HandOvers } from './keep-hand-overs.ts';
import type { ConversationLines, HandOverStore } from './store.ts';
import type { DraftView } from './summary.ts';
import type { UnderLease } from './under-lease.ts';

/** An open ticket of the person, as far as the desk's list of them shows. */
export type OpenTicket = {
  readonly id: string;
  readonly number: string;
  readonly kind: string;
  readonly status: string;
  readonly dueAt?: Date;
  readonly openness: string;
};

export type DeskPorts = {
  readonly handOvers: Pick<HandOvers, 'change' | 'find'>;
  readonly store: Pick<HandOverStore, 'listHeld' | 'listChangedSince'>;
  readonly lines: ConversationLines;
  readonly outbox: {
    readonly insert: (rows: readonly NewOutboxRow[]) => Promise<void>;
    readonly findMany: (ids: readonly string[]) => Promise<readonly OutboxRow[]>;
  };
  readonly ring: (personId: string) => Promise<void>;
  readonly underLease: UnderLease;
  /** What the bot has of a matter that is not filed yet. */
  readonly readDraft: (personId: string) => Promise<DraftView | undefined>;
  readonly listOpenTickets: (personId: string) => Promise<readonly OpenTicket[]>;
  /** The conversation's name, for keys that pages may see. */
  readonly toId: (personId: string) => string;
  readonly announceTyping: (personId: string) => void;
  readonly now: () => Date;
};

/** One row of the desk's list. */
export type ConversationRow = {
  readonly personId: string;
  readonly channel: ChannelName;
  readonly handOver: HandOver | undefined;
  readonly lastAt: Date;
  readonly lastLine: TranscriptLine | undefined;
  readonly unread: number;
};

/** A conversation with everything that its page shows. */
export type ConversationFile = {
  readonly personId: string;
  readonly handOver: HandOver | undefined;
  readonly lines: readonly TranscriptLine[];
  /** What staff said in this exchange, with how far it came. */
  readonly said: readonly OutboxRow[];
  readonly draft: DraftView | undefined;
  readonly tickets: readonly OpenTicket[];
};
