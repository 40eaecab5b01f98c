import type { Unit } from './unit.ts';

/** The units under each of their keys; a key that is absent counts for nothing. */
export function groupUnits(
  units: readonly Unit[],
  toKeys: (unit: Unit) => readonly (string | undefined)[],
): ReadonlyMap<string, readonly Unit[]> {
  const groups = new Map<string, Unit[]>();
  for (const unit of units) {
    for (const key of new Set(toKeys(unit))) {
      if (key === undefined) continue;
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [unit]);
      else group.push(unit);
    }
  }
  return groups;
}
