import type { ChannelName, Content, ReceivedMessage, Address } from './message.ts';
import type { GivenUp, Language, Manner, Reply, Session } from './turn.ts';
import type { Receipt, Words } from './channel.ts';
import type { NudgeWay } from './reach/rules.ts';

/** One stored inbound message and how far it has come. Document: `inbox`, `_id` = message id. */
export type InboxRow = ReceivedMessage & {
  readonly status: 'waiting' | 'done' | 'parked';
  readonly attempts: number;
  readonly failure?: string;
  /** Media that the platform keeps for a few days only: fetched by its own job. */
  readonly media?: 'waiting' | 'stored' | 'failed';
  /** Failed fetches so far, and why the last one failed: a code. */
  readonly mediaAttempts?: number;
  readonly mediaFailure?: string;
  /** Its words are for whoever handles it alone: the person's matter lies sealed. */
  readonly isSealed?: true;
};

export type InboxStore = {
  /** Durable when it resolves. A repeat returns the row first stored and stores nothing. */
  readonly insert: (
    message: ReceivedMessage,
  ) => Promise<{ readonly isNew: boolean; readonly row: InboxRow }>;
  readonly find: (id: string) => Promise<InboxRow | undefined>;
  /** The person's waiting rows in order of arrival. */
  readonly listWaiting: (personId: string, limit: number) => Promise<readonly InboxRow[]>;
  /** Gives what still waits for one person to another, who turned out to be the same. */
  readonly moveWaiting: (fromPersonId: string, toPersonId: string) => Promise<void>;
  readonly finish: (id: string) => Promise<void>;
  /** Counts a failed try; returns the tries so far. `failure` is a code or an error's name, never its message. */
  readonly recordFailure: (id: string, failure: string) => Promise<number>;
  readonly park: (id: string) => Promise<void>;
  readonly listParked: (limit: number) => Promise<readonly InboxRow[]>;
  /** Puts a parked row back to waiting with no tries; false when it is not parked. */
  readonly unpark: (id: string) => Promise<boolean>;
  /** People with rows that waited since before `before`; for the sweeper. */
  readonly listLeftBehind: (before: Date, limit: number) => Promise<readonly string[]>;
  readonly countWaiting: () => Promise<number>;
  /** Ids of rows whose media is still to be fetched, and whose next try has come by `now`. */
  readonly listMediaWaiting: (now: Date, limit: number) => Promise<readonly string[]>;
  readonly finishMedia: (
    id: string,
    outcome: 'stored' | 'failed',
    failure?: string,
  ) => Promise<void>;
  /** Counts a failed fetch; the next is due at `retryAt`. */
  readonly recordMediaFailure: (id: string, failure: string, retryAt: Date) => Promise<void>;
  /** Rows whose media was given up, newest first. */
  readonly listMediaFailed: (limit: number) => Promise<readonly InboxRow[]>;
  /** Puts given up media back to waiting with no tries; false when it was not given up. */
  readonly retryMedia: (id: string) => Promise<boolean>;
};

export type SessionStore<State> = {
  /** Takes the person's lease until `until` and loads the session (a new one when there is none); undefined when another holds it. */
  readonly lease: (
    personId: string,
    owner: string,
    now: Date,
    until: Date,
  ) => Promise<Session<State> | undefined>;
  /** False when the lease was lost. */
  readonly renew: (personId: string, owner: string, until: Date) => Promise<boolean>;
  /**
   * Compare-and-set on version and owner; returns the stored session, undefined when the lease was lost.
   * `release` gives the lease back in the same write.
   */
  readonly save: (
    session: Session<State>,
    owner: string,
    lease: 'keep' | 'release',
  ) => Promise<Session<State> | undefined>;
  readonly release: (personId: string, owner: string) => Promise<void>;
  readonly find: (personId: string) => Promise<Session<State> | undefined>;
};

export type OutboxKind = 'reply' | 'notice' | 'staff_reply';

/** What is to be told to one person. Document: `outbox`, `_id` = a stable key. */
export type OutboxRow = {
  readonly id: string;
  readonly personId: string;
  readonly kind: OutboxKind;
  /** The channel of the message that is answered; a notice goes to the person's last used channel. */
  readonly channel?: ChannelName;
  readonly reply: Reply;
  readonly ticketId?: string;
  readonly traceId: string;
  readonly createdAt: Date;
  /** `told`: a member of staff told the person, by telephone or letter. */
  readonly status: 'waiting' | 'claimed' | 'sent' | 'told' | 'held' | 'failed' | 'cancelled';
  /** Urgent rows leave at any hour. */
  readonly urgency?: 'urgent';
  /** When staff tell the person instead, as far as nothing arrived by then. Absent once settled. */
  readonly taskAt?: Date;
  /** How often a platform took the row and then could not bring it. */
  readonly returns?: number;
  /** A number that left ahead of the words, which are kept for the person's next contact. */
  readonly nudge?: Receipt & { readonly channel: ChannelName; readonly way: NudgeWay };
  /** Not before this moment (undo window, back-off). */
  readonly dueAt: Date;
  readonly attempts: number;
  readonly claim?: {
    readonly by: 'passive' | 'push';
    readonly owner: string;
    readonly until: Date;
  };
  /** Rendered once; every repeat sends the same. Stored sealed when the reply has secrets. */
  readonly words?: Words;
  readonly receipt?: Receipt & { readonly channel: ChannelName };
  readonly failure?: string;
};

export type NewOutboxRow = Pick<
  OutboxRow,
  'id' | 'personId' | 'kind' | 'channel' | 'reply' | 'ticketId' | 'traceId' | 'createdAt' | 'dueAt'
> &
  Partial<Pick<OutboxRow, 'claim' | 'words' | 'urgency' | 'taskAt'>>;

export type OutboxStore = {
  /** Inserts all; rows whose id is there already are left as they are. A row with a claim enters as claimed. */
  readonly insert: (rows: readonly NewOutboxRow[]) => Promise<void>;
  /**
   * Takes a waiting due row, or a claimed one whose claim ran out, counts the try and stores `words` in it when
   * it has none yet; undefined when it is not to be had.
   */
  readonly claim: (
    id: string,
    owner: string,
    now: Date,
    until: Date,
    words: Words,
  ) => Promise<OutboxRow | undefined>;
  readonly recordSent: (
    id: string,
    receipt: Receipt & { readonly channel: ChannelName },
  ) => Promise<void>;
  readonly recordRetry: (id: string, failure: string, dueAt: Date) => Promise<void>;
  /** Kept until the person is next in contact; no longer than `until` where one is given. */
  readonly hold: (id: string, failure: string, until?: Date) => Promise<void>;
  readonly recordFailed: (id: string, failure: string) => Promise<void>;
  /** Only the number left: the words are held, and no second number follows. */
  readonly recordNudged: (id: string, nudge: NonNullable<OutboxRow['nudge']>) => Promise<void>;
  /** Turns the person's held rows to waiting, due at `now`, bound to `channel`; returns their ids in order of creation. */
  readonly releaseHeld: (
    personId: string,
    channel: ChannelName,
    now: Date,
  ) => Promise<readonly string[]>;
  /** What waits for a channel that was down is due at `now`. */
  readonly releaseDown: (now: Date) => Promise<void>;
  /** People with rows due by `now`: waiting ones, and claimed ones whose claim ran out. */
  readonly listPeopleDue: (now: Date, limit: number) => Promise<readonly string[]>;
  /** The person's waiting and claimed rows, due or not, in order of (createdAt, id). */
  readonly listOpenFor: (personId: string, limit: number) => Promise<readonly OutboxRow[]>;
  readonly findMany: (ids: readonly string[]) => Promise<readonly OutboxRow[]>;
  readonly listForTicket: (ticketId: string) => Promise<readonly OutboxRow[]>;
  /** The last words since `since` that were cut, with what 更多 gives next. */
  readonly findRest: (
    personId: string,
    since: Date,
  ) => Promise<{ readonly id: string; readonly rest: string } | undefined>;
  /** Everybody who was given, or will be, an answer that rests on one of these sources. */
  readonly listPeopleGiven: (sources: readonly string[]) => Promise<readonly string[]>;
};

/** Outbox rows that did not arrive, for the desk. */
export type UndeliveredList = {
  /** Held and failed rows, newest first. */
  readonly listUndelivered: (limit: number) => Promise<readonly OutboxRow[]>;
};

/** One line of a person's conversation, numbered 1, 2, 3. Document: `messages`, `_id` = inbox or outbox id. */
export type TranscriptLine = {
  readonly id: string;
  readonly conversation: string;
  readonly seq: number;
  readonly direction: 'in' | 'out';
  readonly author: 'person' | 'bot' | 'staff';
  readonly channel: ChannelName;
  readonly content: Content;
  readonly options?: Words['options'];
  /** How the person is spoken to; absent when never chosen. */
  readonly manner?: Manner;
  /** The same words with their secrets, for the person's own stream only; `content` has them masked. Stored sealed. */
  readonly personText?: string;
  readonly at: Date;
  readonly ticketId?: string;
  /** Holds a name or telephone that is kept sealed: the desk shows that it came, not what it says. */
  readonly holdsContact?: true;
  readonly traceId: string;
};

export type TranscriptStore = {
  /** Appends each under the next numbers; a line whose id is there already keeps its number. Returns them as stored. */
  readonly append: (
    lines: readonly Omit<TranscriptLine, 'seq'>[],
  ) => Promise<readonly TranscriptLine[]>;
  readonly find: (id: string) => Promise<TranscriptLine | undefined>;
  readonly assignTicket: (ids: readonly string[], ticketId: string) => Promise<void>;
  readonly listAfter: (
    conversation: string,
    seq: number,
    limit: number,
  ) => Promise<readonly TranscriptLine[]>;
  readonly listForTicket: (ticketId: string) => Promise<readonly TranscriptLine[]>;
  /** Lines of any conversation stored at or after `since`, for streams that poll. */
  readonly listSince: (since: Date, limit: number) => Promise<readonly TranscriptLine[]>;
};

/** Purges a draft that was given up: words, files and answers, wherever they are kept; `except` is the row at hand. */
export type ForgetDraft = (
  draft: GivenUp & { readonly personId: string; readonly except: string },
) => Promise<void>;

/** Who is behind an address. The only part of the walk that sees addresses besides deliver. */
export type Directory = {
  /** The person bound to the address; a new one when there is none. The same under parallel calls. */
  readonly identify: (address: Address) => Promise<string>;
  /** The same, past what this process remembers: for what must follow a person who became another's at once. */
  readonly identifyAnew: (address: Address) => Promise<string>;
  /** Opens the person's addresses, last used first; only deliver calls it. Unbound ones are left out. */
  readonly open: (personId: string) => Promise<readonly Address[]>;
  /** Notes that the person used this channel now; refreshes which is last used. */
  readonly touch: (personId: string, channel: ChannelName, now: Date) => Promise<void>;
  /** Unfollowed or blocked: not to be written to until they come back. */
  readonly unbind: (personId: string, channel: ChannelName) => Promise<void>;
  /** Addresses of this person, who became another's, are looked up anew at once; other processes need seconds. */
  readonly forget: (personId: string) => void;
};

/** Work to be done, by id only: a person's turns or deliveries, a ticket's notices, a message's media. */
export type Job =
  | { readonly kind: 'turn'; readonly id: string }
  | { readonly kind: 'deliver'; readonly id: string }
  | { readonly kind: 'relay'; readonly id: string }
  | { readonly kind: 'media'; readonly id: string };

/** Rings for work. Losing a ring loses nothing: the sweeper rings again. */
export type Bell = { readonly ring: (job: Job) => Promise<void> };

/** Chooses the words: one text per key and language. */
export type Render = (reply: Reply, language: Language, manner?: Manner) => Words;

/** Tells open streams of this process (and others) that a conversation or a page has news. */
export type News = {
  readonly announce: (topic: string) => void;
  readonly subscribe: (topic: string, listener: () => void) => () => void;
};
