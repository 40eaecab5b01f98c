import type { ChannelErrorCode } from '../channel.ts';
import type { ChannelName } from '../message.ts';
import type { NudgeWay, Opener } from './rules.ts';

/** A way by which one message leaves: in full words, or as a number only. */
export type Way =
  | { readonly kind: 'message'; readonly channel: ChannelName }
  | {
      readonly kind: Extract<NudgeWay, 'subscription'>;
      readonly channel: ChannelName;
      readonly templateId: string;
    }
  | { readonly kind: Extract<NudgeWay, 'template'>; readonly channel: ChannelName };

/** The window that the person's last act opened; `used` counts what was reserved in it. */
export type ReachWindow = {
  readonly opener: Opener;
  /** The message that opened it: its replay opens nothing. */
  readonly openedBy: string;
  readonly openedAt: Date;
  /** The last moment at which a send surely still arrives in time. */
  readonly until: Date;
  readonly sends: number;
  readonly used: number;
  /** Of `used`: sends so close to the act that they may have come before it. When nothing else is left, they are tried. */
  readonly doubtful?: number;
};

/**
 * A counted send. Not `isTaken`: its outcome is not known, as it is under way, its process died or its answer was
 * lost. Taken ones are remembered for a while: the person may have acted before them, and we hear of it only later.
 */
export type Reservation = {
  readonly id: string;
  readonly at: Date;
  readonly count: number;
  readonly isTaken?: true;
};

/** What one channel allows towards one person, as far as events told. */
export type ChannelLedger = {
  readonly contactAt?: Date;
  /** Absent while nothing is known: then the platform is asked. */
  readonly window?: ReachWindow;
  readonly reservations: readonly Reservation[];
  /** Sends in the running slice of each rate, by its length in ms. */
  readonly slices: Readonly<Record<string, { readonly startsAt: Date; readonly used: number }>>;
  /** Consents left, by template. */
  readonly credits: Readonly<Record<string, number>>;
  /** The last messages that brought a consent: their replay brings none. */
  readonly consentedBy: readonly string[];
  /** Unfollowed or blocked; a new contact ends it. */
  readonly leftAt?: Date;
  readonly lastSent?: { readonly at: Date; readonly way: Way['kind'] };
  readonly lastFailure?: {
    readonly at: Date;
    readonly way: Way['kind'];
    readonly code: ChannelErrorCode;
  };
};

/** Matters of which news rang since a moment: news of others waits a while, so that it rings once for all. */
export type Told = { readonly since: Date; readonly ticketIds: readonly string[] };

/** All that is known of reaching one person. Document: `reach`, `_id` = person id. */
export type Ledger = {
  readonly personId: string;
  /** For compare-and-set; 0 before the first write. */
  readonly version: number;
  readonly channels: Readonly<Partial<Record<ChannelName, ChannelLedger>>>;
  /** What of notices rang lately; the person's own contact ends it. */
  readonly told?: Told;
};

export const emptyChannelLedger: ChannelLedger = {
  reservations: [],
  slices: {},
  credits: {},
  consentedBy: [],
};

export function createLedger(personId: string): Ledger {
  return { personId, version: 0, channels: {} };
}
