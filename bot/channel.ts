import type { ChannelName } from './message.ts';
import type { Manner } from './turn.ts';

/** Words ready to send: already in the person's language. */
export type Words = {
  readonly text: string;
  readonly options?: readonly { readonly label: string; readonly say: string }[];
  /** Made by a language model. */
  readonly isAi?: true;
  /** What 更多 gives next, where a long text was cut for the elderly mode. */
  readonly rest?: string;
  /** The manner in which the person is spoken to: pages follow it. */
  readonly manner?: Manner;
};

/** Proof that a platform took a message. */
export type Receipt = { readonly at: Date; readonly platformId?: string };

/**
 * Why a platform did not take a message, which decides what happens next:
 * unreachable, busy → retry with back-off · window_closed → kept for next contact ·
 * blocked → stop for this person · no_consent → this way is spent, try another ·
 * channel_down → stop the channel and alarm · refused → our mistake, park.
 */
export type ChannelErrorCode =
  | 'unreachable'
  | 'busy'
  | 'window_closed'
  | 'blocked'
  | 'no_consent'
  | 'channel_down'
  | 'refused';

/** The refusal of a channel. `detail` is the platform's own code, safe to log. */
export class ChannelError extends Error {
  readonly code: ChannelErrorCode;
  readonly detail: string;
  constructor(code: ChannelErrorCode, detail: string, options?: ErrorOptions) {
    super(`channel ${code}: ${detail}`, options);
    this.name = 'ChannelError';
    this.code = code;
    this.detail = detail;
  }
}

/** Media fetched from a platform, as received. */
export type Media = { readonly bytes: Buffer; readonly mimeType?: string };

/** All that may light a lock screen: the number of a matter and that there is news; never its kind, unit or words. */
export type Nudge = { readonly number: string; readonly news: string };

type SendNudge = (userId: string, nudge: Nudge, key: string) => Promise<Receipt>;

/** What deliver needs of a channel. `key` is the outbox row's id: a repeat under one key should have no effect. */
export type Channel = {
  readonly name: ChannelName;
  /** Sends one outbox row; long text is split within. Throws ChannelError. */
  readonly send: (userId: string, words: Words, key: string) => Promise<Receipt>;
  /** How many of the platform's messages these words take; 1 when absent. */
  readonly countMessages?: (words: Words) => number;
  /** Sends the words that are stored under the key, so that several rows cannot share a message. */
  readonly sendsStoredWords?: true;
  /** Ways outside the conversation, each there when it is configured. Throw ChannelError. */
  readonly nudges?: {
    readonly subscription?: { readonly templateId: string; readonly send: SendNudge };
    readonly template?: { readonly send: SendNudge };
  };
  /** Fetches media at once by the platform's id. Throws ChannelError. */
  readonly fetchMedia?: (mediaId: string) => Promise<Media>;
  /** Fetches a picture by an address that the platform named, from its own hosts alone. Throws ChannelError. */
  readonly fetchPicture?: (url: string) => Promise<Media>;
};
