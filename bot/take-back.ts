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
  readonly findSent: (channel: ChannelName, platformId: string) => Promise<SentRow | undefined>;
  /** The row waits until `dueAt`; without one it is held for the person's next contact. False when it is no longer sent. */
  readonly putBack: (id: string, failure: ChannelErrorCode, dueAt?: Date) => Promise<boolean>;
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

/**
 * A platform could not bring what it took: the ledger learns why, and the row leaves again, at once by another way
 * when this one is shut, else by the same one later. Safe to repeat.
 */
export function createTakeBack({ mail, ledgers, bell, now }: TakeBackPorts) {
  return async function takeBack(
    channel: ChannelName,
    platformId: string,
    failure: ChannelErrorCode,
  ): Promise<void> {
    const row = await mail.findSent(channel, platformId);
    if (row === undefined) return;
    const { id, personId, sentAt, returns } = row;
    // First of all, so that the next try knows what is shut.
    const send = { id, count: 1, at: sentAt };
    const outcome = { kind: 'refused', code: failure } as const;
    await ledgers.settle(personId, { kind: 'message', channel }, send, outcome);
    const isShut = failure === 'window_closed' || failure === 'blocked';
    const pauseMs = isShut ? 0 : firstPauseMs * 2 ** returns;
    const dueAt = returns < maxReturns ? new Date(now().getTime() + pauseMs) : undefined;
    await mail.putBack(id, failure, dueAt);
    await bell.ring({ kind: 'deliver', id: personId });
  };
}
