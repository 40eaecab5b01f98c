import type { TableRow } from '../../knowledge/index.ts';
import { listOfficersUnits } from '../../people/index.ts';
import type { House } from './house.ts';

const lookEveryMs = 60_000;
/** Longer ones are explanations, not names that fit a numbered line. */
const longestName = 20;

/**
 * The units that people meet: those of the tree with most officers first, then those of the house's own table of
 * powers. Read at most once a minute.
 */
export function createListLikelyUnits({
  tables,
  units,
  certificates,
  now,
}: Pick<House, 'tables' | 'units' | 'certificates' | 'now'>) {
  let known: readonly string[] = [];
  let readAt = -Infinity;
  return async function listLikelyUnits(): Promise<readonly string[]> {
    if (now().getTime() - readAt < lookEveryMs) return known;
    readAt = now().getTime();
    const officers = listOfficersUnits(units.all(), await certificates.count());
    const names = [...officers.map(({ name }) => name), ...rankUnits(await tables.list('powers'))];
    known = [...new Set(names)].filter((name) => name.length <= longestName);
    return known;
  };
}

/** Starter rows name kinds of units, not those of this place. */
function rankUnits(rows: readonly TableRow[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const row of rows) {
    if (row.kind !== 'powers' || row.origin === 'starter') continue;
    const { unit } = row.facts;
    counts.set(unit, (counts.get(unit) ?? 0) + 1);
  }
  return [...counts].toSorted(([, a], [, b]) => b - a).map(([unit]) => unit);
}
