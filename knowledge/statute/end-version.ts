import { addDays } from './days.ts';
import type { KnownEnd } from './known-ends.ts';
import type { EndDay, StatuteVersion } from './statute.ts';

/** When a version ended and whether it may be cited at all, as far as the versions at hand and the list tell. */
export type VersionEnd = { readonly inForceTo?: EndDay; readonly stale?: string };

/**
 * The earliest of what ended a version. Where only the adoption of a newer text is known, it counts as the end: after
 * that day nobody can say that the older one was in force.
 */
export function endVersion(
  version: StatuteVersion,
  all: readonly StatuteVersion[],
  known: readonly KnownEnd[],
): VersionEnd {
  const listed = known.find(
    ({ title, adoptedOn }) => title === version.title && adoptedOn === version.adoptedOn.day,
  );
  const newer = all.filter(
    ({ title, adoptedOn }) => title === version.title && adoptedOn.day > version.adoptedOn.day,
  );
  const ends = [
    ...newer.map(endByNewer),
    ...endByMissing(version, newer),
    ...all.flatMap((other) => endByRepeal(version, other)),
    ...(listed === undefined
      ? []
      : [{ day: listed.lastDay, source: listed.source, by: listed.by }]),
  ].toSorted((a, b) => (a.day < b.day ? -1 : 1));
  const [inForceTo] = ends;
  const isStale =
    listed?.isStale === true &&
    !newer.some(({ inForceFrom }) => inForceFrom !== undefined && inForceFrom.day > listed.lastDay);
  return {
    ...(inForceTo === undefined ? {} : { inForceTo }),
    ...(isStale ? { stale: listed.source } : {}),
  };
}

function endByNewer({ id, adoptedOn, inForceFrom, acts }: StatuteVersion): EndDay {
  if (inForceFrom !== undefined) {
    return {
      day: addDays(inForceFrom.day, -1),
      source: `${id} ${inForceFrom.source}`,
      by: 'newer',
    };
  }
  const adopted = acts.at(-1) ?? adoptedOn.day;
  return { day: addDays(adopted, -1), source: `${id} ${adoptedOn.source}`, by: 'undated' };
}

/** The notes of a newer version name acts between the two; where no version at hand came of one, its text is missing. */
function endByMissing(
  version: StatuteVersion,
  newer: readonly StatuteVersion[],
): readonly EndDay[] {
  const own = findOwnDay(version);
  const held = new Set(newer.map(findOwnDay));
  return newer.flatMap(({ id, acts }) =>
    acts
      .slice(0, -1)
      .filter((act) => act > own && !held.has(act))
      .map((act) => ({ day: addDays(act, -1), source: `${id} ${act}`, by: 'missing' as const })),
  );
}

function findOwnDay({ acts, adoptedOn }: StatuteVersion): string {
  return acts.at(-1) ?? adoptedOn.day;
}

function endByRepeal(version: StatuteVersion, other: StatuteVersion): readonly EndDay[] {
  // A statute may repeal an older one of its own name, never itself.
  const first = other.title === version.title ? (other.acts[0] ?? other.adoptedOn.day) : undefined;
  if (first !== undefined && findOwnDay(version) >= first) return [];
  return other.repeals
    .filter(({ title, from }) => title === version.title && version.adoptedOn.day < from.day)
    .map(({ from }) => ({
      day: addDays(from.day, -1),
      source: `${other.id} ${from.source}`,
      by: 'repeal' as const,
    }));
}
