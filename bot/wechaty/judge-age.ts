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
/** Until when the account was connected before this login, and this login; both as far as they are known. */
type Known = { readonly before?: Watermark | undefined; readonly login?: Watermark | undefined };

/** Judges by when it was written, when the platform gave it to us, and when the account was connected. */
export function judgeAge({ sentAt, heardAt, account }: Heard, { before, login }: Known): Age {
  const ageMs = heardAt.getTime() - sentAt.getTime();
  if (ageMs <= liveMs) return 'live';
  // The minutes before a login, and before the end of a connection, are in doubt: they count as missed.
  const isSince = (mark: Watermark) => sentAt.getTime() > mark.at.getTime() - liveMs;
  if (login?.account === account && isSince(login)) return 'missed';
  if (before?.account !== account || ageMs > lateMs) return 'foreign';
  return isSince(before) ? 'missed' : 'replayed';
}
