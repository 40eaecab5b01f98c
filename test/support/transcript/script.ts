import type { ChannelName } from '../../../bot/index.ts';

/** Where a line stands, for whoever has to mend it. */
export type Position = { readonly file: string; readonly line: number; readonly source: string };

/** Where people speak: the channels, and the page that needs no more than a receipt code. */
export type Place = ChannelName | 'progress-page';

/** Somebody in a channel; without one it is the channel that they used last. */
export type Party = { readonly person: string; readonly channel?: Place };

/** `name=value`, `name~part`, `name≠value`. */
export type Want = {
  readonly name: string;
  readonly how: '=' | '~' | '≠';
  readonly value: string;
};

export const subjects = ['ticket', 'outbox', 'state'] as const;
export type Subject = (typeof subjects)[number];

/** What a line of a transcript says. */
export type Deed =
  | { readonly kind: 'say'; readonly by: Party; readonly words: string }
  | { readonly kind: 'do'; readonly by: Party; readonly act: string; readonly detail: string }
  | { readonly kind: 'hear'; readonly to?: Party; readonly words: string }
  | { readonly kind: 'not_hear'; readonly to?: Party; readonly words: string }
  | { readonly kind: 'silence'; readonly to?: Party }
  | { readonly kind: 'staff'; readonly order: string }
  | { readonly kind: 'platform'; readonly order: string }
  | { readonly kind: 'clock'; readonly move: ClockMove }
  | { readonly kind: 'restart' }
  | {
      readonly kind: 'expect';
      readonly subject: Subject;
      /** The number of a ticket, or the name of a person. */
      readonly of: string;
      readonly wants: readonly Want[];
      /** How many there are; absent where it does not matter as long as there is one. */
      readonly count?: number;
    };

export type ClockMove =
  | { readonly kind: 'by'; readonly ms: number }
  | { readonly kind: 'to'; readonly at: Date };

export type Line = Position & { readonly deed: Deed };

/** A transcript, read. */
export type Script = {
  readonly file: string;
  readonly title: string;
  /** Features of the product that it walks through, in words of `features.ts`. */
  readonly covers: readonly string[];
  readonly startsAt: Date;
  readonly lines: readonly Line[];
};

/** A line that cannot be read, or one that did not come true. */
export class TranscriptError extends Error {
  readonly code = 'transcript_failed';
  constructor({ file, line, source }: Position, message: string) {
    super(`${file}:${line}\n  ${source.replaceAll('\n', '\n  ')}\n${message}`);
    this.name = 'TranscriptError';
  }
}
