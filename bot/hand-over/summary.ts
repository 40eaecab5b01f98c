import type { ChannelName } from '../message.ts';

/** A member of staff as a conversation's history names them. */
export type StaffName = { readonly accountId: string; readonly name: string };

/** What the bot knows of a matter that the person has begun to tell; slots by their names. */
export type DraftView = {
  readonly kind: string;
  readonly known: readonly { readonly slot: string; readonly text: string }[];
  /** Slots that were neither answered nor passed over. */
  readonly open: readonly string[];
  /** The question that the bot would ask next. */
  readonly asking: string;
  readonly canFile: boolean;
  readonly facts: Readonly<Record<string, string>>;
  readonly messageIds: readonly string[];
};

/** What whoever comes next needs to know, made from what is stored. */
export type Summary = {
  readonly channel: ChannelName;
  readonly askedAt: Date;
  readonly waitedMs?: number;
  /** The first words of the exchange, shortened. */
  readonly asked?: string;
  readonly kind?: string;
  readonly known: DraftView['known'];
  readonly open: readonly string[];
  readonly tickets: readonly string[];
  readonly said: { readonly person: number; readonly staff: number };
  readonly last: readonly {
    readonly author: 'person' | 'bot' | 'staff';
    readonly text: string;
    readonly at: Date;
  }[];
  readonly by?: StaffName;
};
