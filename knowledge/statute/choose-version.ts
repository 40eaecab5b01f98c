import type { StatuteVersion } from './statute.ts';

/**
 * Why no version can be cited for a day: the day in force is not known; it was not yet in force; it was repealed; a
 * newer text is out that is not here; the text of that time, or the statute, is not here.
 */
export type NotInForce = 'unknown' | 'not_yet' | 'ended' | 'stale' | 'not_imported';

/** `near`: the version that the reason is about. */
export type ChosenVersion =
  | { readonly kind: 'version'; readonly version: StatuteVersion }
  | { readonly kind: 'none'; readonly why: NotInForce; readonly near?: StatuteVersion };

/** The version of one statute that was certainly in force on the day. */
export function chooseVersion(versions: readonly StatuteVersion[], day: string): ChosenVersion {
  const whole = versions
    .filter(({ isWhole }) => isWhole)
    .toSorted((a, b) => (a.adoptedOn.day < b.adoptedOn.day ? -1 : 1));
  const version = whole.findLast((candidate) => isInForce(candidate, day));
  if (version !== undefined) {
    return version.stale === undefined
      ? { kind: 'version', version }
      : { kind: 'none', why: 'stale', near: version };
  }
  return explain(whole, day);
}

function isInForce({ inForceFrom, inForceTo }: StatuteVersion, day: string): boolean {
  return (
    inForceFrom !== undefined &&
    inForceFrom.day <= day &&
    (inForceTo === undefined || day <= inForceTo.day)
  );
}

function explain(whole: readonly StatuteVersion[], day: string): ChosenVersion {
  const past = whole.findLast(({ adoptedOn, inForceFrom }) =>
    inForceFrom === undefined ? adoptedOn.day <= day : inForceFrom.day <= day,
  );
  if (past !== undefined) return { kind: 'none', why: explainPast(past), near: past };
  const [next] = whole;
  if (next === undefined) return { kind: 'none', why: 'not_imported' };
  const [first] = next.acts;
  const hadEarlierText = next.acts.length > 1 && first !== undefined && first <= day;
  return { kind: 'none', why: hadEarlierText ? 'not_imported' : 'not_yet', near: next };
}

function explainPast({ stale, inForceFrom, inForceTo }: StatuteVersion): NotInForce {
  if (stale !== undefined) return 'stale';
  if (inForceFrom === undefined) return 'unknown';
  if (inForceTo?.by === 'repeal') return 'ended';
  return inForceTo?.by === 'missing' ? 'not_imported' : 'unknown';
}
