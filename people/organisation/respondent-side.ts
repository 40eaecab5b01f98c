import { findResponsibleOrgan, indexTree } from './tree.ts';
import type { Unit } from './unit.ts';

/**
 * Everybody who must never learn who complained about the unit: the unit, its responsible organ (the one named for the
 * matter, where that is another), all superiors of both by rank, by line of work and by place, and what acts in the
 * name of either: their stations, teams and entrusted bodies. Empty for an unknown id.
 */
export function listRespondentSide(
  units: readonly Unit[],
  unitId: string,
  responsibleOrganId?: string,
): readonly string[] {
  const { byId, actingFor } = indexTree(units);
  if (!byId.has(unitId)) return [];
  const organId = findResponsibleOrgan(units, unitId).id;
  const ends = [unitId, organId, ...(responsibleOrganId === undefined ? [] : [responsibleOrganId])];
  const above = collect(ends, (id) => listAbove(byId.get(id)));
  // Departments under a government, and stations of others in a town, answer for themselves.
  const below = collect(ends, (id) => toIds(actingFor.get(id)));
  return [...new Set([...above, ...below])];
}

function listAbove(unit: Unit | undefined): readonly string[] {
  const above = [unit?.parentId, unit?.townId, unit?.guideId, unit?.responsibleOrganId];
  return above.filter((id) => id !== undefined);
}

function toIds(units: readonly Unit[] = []): readonly string[] {
  return units.map(({ id }) => id);
}

/** All that can be reached from the ends, with them. */
function collect(
  ends: readonly string[],
  next: (id: string) => readonly string[],
): readonly string[] {
  const reached = new Set(ends);
  for (const id of reached) for (const other of next(id)) reached.add(other);
  return [...reached];
}
