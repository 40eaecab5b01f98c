import type { HandOver } from './hand-over/hand-over.ts';
import type { ReceivedMessage } from './message.ts';

export type Language = 'zh-CN' | 'zh-TW' | 'en';

/** How a person is spoken to: 长辈模式 is short, one thing at a time. */
export type Manner = 'plain' | 'elderly';

/** In which language and manner a person is spoken to. */
export type Speech = { readonly language: Language; readonly manner?: Manner };

/** What a conversation remembers between messages. Handlers own `state`; the walk only stores it. */
export type Session<State> = {
  readonly personId: string;
  readonly version: number;
  readonly language: Language;
  readonly manner?: Manner;
  /** The message handled last: a row that was handled but not yet marked done is not handled again. */
  readonly lastMessageId?: string;
  /** The person that this one turned out to be: what still arrives here is theirs. */
  readonly movedTo?: string;
  readonly state: State;
};

/** A numbered quick reply: shown as a button or as `1. label`; choosing it says `say`. */
export type ReplyOption = {
  readonly key: string;
  readonly values?: Readonly<Record<string, string | number>>;
  readonly say: string;
};

/** One line of words: an i18n key and its values. */
export type Phrase = {
  readonly key: string;
  readonly values?: Readonly<Record<string, string | number>>;
};

/** What to say, before words: an i18n key and its values; words are chosen at delivery. */
export type Reply = {
  readonly key: string;
  readonly values?: Readonly<Record<string, string | number>>;
  /** Phrases that stand one a line where the text says {{lines}}. */
  readonly lines?: readonly Phrase[];
  /** Made by a language model: channels that have a mark for it set it; the words say so themselves. */
  readonly isAi?: true;
  /** Values that only the person may see (receipt codes): sealed in the outbox, masked in every view. */
  readonly secrets?: Readonly<Record<string, string>>;
  readonly options?: readonly ReplyOption[];
  /** Knowledge that the reply rests on, as `entry@version`, so that an answer can be recalled. */
  readonly sources?: readonly string[];
};

export type Turn<State> = {
  readonly message: ReceivedMessage;
  readonly session: Session<State>;
  /** Who speaks with the person, as it stands while the turn has their lease; absent when it was only ever the bot. */
  readonly handOver?: HandOver;
  /** Called before work that takes seconds: no request waits for the answer any more, it will be pushed. */
  readonly answerLater: () => void;
};

/** What a handler decided. The walk stores it: outbox first, then the session. */
export type Outcome<State> = {
  readonly replies: readonly Reply[];
  readonly state: State;
  readonly language?: Language;
  readonly manner?: Manner;
  /** What cannot wait: its replies leave at any hour. */
  readonly urgency?: 'urgent';
  /** The ticket that this turn was about, and earlier messages (of the draft) that now belong to it. */
  readonly ticketId?: string;
  readonly claimedMessageIds?: readonly string[];
  /** The message holds a name or telephone, which are kept sealed elsewhere: no desk shows its words. */
  readonly holdsContact?: true;
  /** The person that this one turned out to be: the answers belong to that conversation. */
  readonly becomes?: string;
  /** A draft that the person gave up; it is purged before the session is saved. */
  readonly forget?: GivenUp;
};

/** The messages of a draft that was given up, and since when all that was said belongs to it. */
export type GivenUp = { readonly messageIds: readonly string[]; readonly since?: Date };

export type Handler<State> = (turn: Turn<State>) => Promise<Outcome<State>>;

/** One row of the route table; the first whose `matches` holds handles the turn. */
export type Route<State> = {
  readonly name: string;
  readonly matches: (turn: Turn<State>) => boolean;
  readonly handle: Handler<State>;
};
