import type { Unit } from './unit.ts';

/** The units in use that have officers, by how many certificates are on the register, most first. */
export function listOfficersUnits(
  units: readonly Unit[],
  counts: ReadonlyMap<string, number>,
): readonly Unit[] {
  const countOf = ({ id }: Unit): number => counts.get(id) ?? 0;
  return units
    .filter((unit) => unit.isRetired !== true && countOf(unit) > 0)
    .toSorted((a, b) => countOf(b) - countOf(a));
}
