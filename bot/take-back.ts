import type { ChannelErrorCode } from './channel.ts';
import type { ChannelName } from './message.ts';
import type { LedgerKeeper } from './reach/index.ts';
import type { Bell } from './stores.ts';

/** A row that a platform took, by the receipt that it gave. */
export type SentRow = {
  readonly id: string;
  readonly personId: string;
  readonly sentAt: Date;
  readonly returns: number;
};

/** What was sent, and how it is put back. */
export type ReturnedMail = {
  /** Rows that left under this receipt: several when they shared a message. */
  readonly listSent: (channel: ChannelName, platformId: string) => Promise<readonly SentRow[]>;
  /** The row waits until `dueAt`; without one it is held for the person's next contact. False when it is no longer sent. */
  readonly putBack: (id: string, failure: ChannelErrorCode, dueAt?: Date) => Promise<boolean>;
  /** Keeps for a day what came back under a receipt that is not, or not yet, recorded. */
  readonly keepEarly: (
    channel: ChannelName,
    platformId: string,
    failure: ChannelErrorCode,
    at: Date,
  ) => Promise<void>;
  readonly findEarly: (
    channel: ChannelName,
    platformId: string,
  ) => Promise<ChannelErrorCode | undefined>;
  readonly dropEarly: (channel: ChannelName, platformId: string) => Promise<void>;
};

type TakeBackPorts = {
  readonly mail: ReturnedMail;
  readonly ledgers: Pick<LedgerKeeper, 'settle'>;
  readonly bell: Bell;
  readonly now: () => Date;
};

/** After so many returns the row waits for the person, or for staff to tell it. */
const maxReturns = 5;
const firstPauseMs = 60_000;

export type TakeBack = ReturnType<typeof createTakeBack>;

/** Puts back what a platform took and could not bring. Safe to repeat. */
export function createTakeBack({ mail, ledgers, bell, now }: TakeBackPorts) {
  /** The ledger learns why, and the row leaves again: at once by another way when this one is shut, else later. */
  async function putBack(channel: ChannelName, row: SentRow, failure: ChannelErrorCode) {
    const { id, personId, sentAt, returns } = row;
    // First of all, so that the next try knows what is shut.
    const send = { id, count: 1, at: sentAt };
    const outcome = { kind: 'refused', code: failure } as const;
    await ledgers.settle(personId, { kind: 'message', channel }, send, outcome);
    const isShut = failure === 'window_closed' || failure === 'blocked';
    const pauseMs = isShut ? 0 : firstPauseMs * 2 ** returns;
    const dueAt = returns < maxReturns ? new Date(now().getTime() + pauseMs) : undefined;
    await mail.putBack(id, failure, dueAt);
    return personId;
  }

  /** False when nothing was sent under this receipt, as far as is recorded. */
  async function putAllBack(channel: ChannelName, platformId: string, failure: ChannelErrorCode) {
    const rows = await mail.listSent(channel, platformId);
    const people = new Set<string>();
    for (const row of rows) people.add(await putBack(channel, row, failure));
    for (const id of people) await bell.ring({ kind: 'deliver', id });
    return rows.length > 0;
  }

  /** What came back before its sending was recorded; for whoever recorded it just now. */
  async function takeBackEarly(channel: ChannelName, platformId: string): Promise<void> {
    const failure = await mail.findEarly(channel, platformId);
    if (failure === undefined) return;
    await putAllBack(channel, platformId, failure);
    await mail.dropEarly(channel, platformId);
  }

  async function takeBack(
    channel: ChannelName,
    platformId: string,
    failure: ChannelErrorCode,
  ): Promise<void> {
    if (await putAllBack(channel, platformId, failure)) return;
    await mail.keepEarly(channel, platformId, failure, now());
    // It may have been recorded between the two.
    const recorded = await mail.listSent(channel, platformId);
    if (recorded.length > 0) await takeBackEarly(channel, platformId);
  }

  return { takeBack, takeBackEarly };
}
