import type { Unit } from './unit.ts';

/** Those whose acts others answer for; they stand in no one's place but their organ's. */
const dependentKinds: ReadonlySet<Unit['kind']> = new Set(['station', 'entrusted', 'empowered']);

/** Whether somebody else may have to answer for it. */
export function isDependent({ kind }: Unit): boolean {
  return dependentKinds.has(kind);
}

/** A tree is asked about again and again before it changes. */
const indexes = new WeakMap<readonly Unit[], ReadonlyMap<string, Unit>>();

export function indexUnits(units: readonly Unit[]): ReadonlyMap<string, Unit> {
  const known = indexes.get(units);
  if (known !== undefined) return known;
  const index = new Map(units.map((unit) => [unit.id, unit]));
  indexes.set(units, index);
  return index;
}

/** The unit and all that stand under it; empty for an unknown id. */
export function listSubtree(units: readonly Unit[], unitId: string): readonly Unit[] {
  return units.filter((unit) => listLine(indexUnits(units), unit).some(({ id }) => id === unitId));
}

/** The town that the unit is, stands under or works in; undefined above the towns. */
export function findTown(units: readonly Unit[], unitId: string): Unit | undefined {
  const byId = indexUnits(units);
  const start = byId.get(unitId);
  const host = start?.townId === undefined ? undefined : byId.get(start.townId);
  if (host?.kind === 'town') return host;
  return start && listLine(byId, start).find(({ kind }) => kind === 'town');
}

/** The unit and those it stands under by `parentId`, nearest first. A circle is walked once. */
export function listLine(byId: ReadonlyMap<string, Unit>, start: Unit): readonly Unit[] {
  const line: Unit[] = [];
  const seen = new Set<string>();
  for (let unit: Unit | undefined = start; unit !== undefined && !seen.has(unit.id);) {
    seen.add(unit.id);
    line.push(unit);
    unit = unit.parentId === undefined ? undefined : byId.get(unit.parentId);
  }
  return line;
}

/**
 * The one organ that answers for what the unit does: itself for governments, departments, towns and vertical organs;
 * for a station the department that it was sent by, for an entrusted body whoever entrusted it, for an empowered one
 * the town, and where there is none, itself. An unknown id is a bug.
 */
export function findResponsibleOrgan(units: readonly Unit[], unitId: string): Unit {
  const byId = indexUnits(units);
  const start = byId.get(unitId);
  if (start === undefined) throw new Error(`no unit ${unitId}`);
  const seen = new Set<string>();
  let unit = start;
  while (isDependent(unit) && !seen.has(unit.id)) {
    seen.add(unit.id);
    const next = findAnswering(units, byId, unit);
    if (next === undefined) return unit;
    unit = next;
  }
  return unit;
}

function findAnswering(
  units: readonly Unit[],
  byId: ReadonlyMap<string, Unit>,
  unit: Unit,
): Unit | undefined {
  const named = unit.responsibleOrganId && byId.get(unit.responsibleOrganId);
  if (named) return named;
  if (unit.kind === 'empowered') return findTown(units, unit.id);
  return unit.parentId === undefined ? undefined : byId.get(unit.parentId);
}
