const liveMs = 120_000;
const lateMs = 72 * 60 * 60_000;

/** Until when this account was certainly connected, as the house remembers it. */
export type Watermark = { readonly account: string; readonly at: Date };

/**
 * What an old message is worth. live: written just now · missed: written while nobody listened · replayed: the
 * account was connected then, so it is history that comes again · foreign: from before the house served this account,
 * or older than three days.
 */
export type Age = 'live' | 'missed' | 'replayed' | 'foreign';

type Heard = { readonly sentAt: Date; readonly heardAt: Date; readonly account: string };

/** Judges by when it was written, when the platform gave it to us, and until when the account was connected before. */
export function judgeAge({ sentAt, heardAt, account }: Heard, watermark?: Watermark): Age {
  const ageMs = heardAt.getTime() - sentAt.getTime();
  if (ageMs <= liveMs) return 'live';
  if (watermark === undefined || watermark.account !== account || ageMs > lateMs) return 'foreign';
  // The last minutes before the end of a connection are in doubt: they count as missed.
  return sentAt.getTime() > watermark.at.getTime() - liveMs ? 'missed' : 'replayed';
}
