import { groupUnits } from './group-units.ts';
import type { Unit } from './unit.ts';

/** Those whose acts others answer for; they stand in no one's place but their organ's. */
const dependentKinds: ReadonlySet<Unit['kind']> = new Set(['station', 'entrusted', 'empowered']);

/** Whether somebody else may have to answer for it. */
export function isDependent({ kind }: Unit): boolean {
  return dependentKinds.has(kind);
}

type TreeIndex = {
  readonly byId: ReadonlyMap<string, Unit>;
  /** Those that act for a unit at first hand: its stations and teams, and whom it entrusted. */
  readonly actingFor: ReadonlyMap<string, readonly Unit[]>;
  /** All that is, stands under or works in a town. */
  readonly inTown: ReadonlyMap<string, readonly Unit[]>;
};

/** A tree is asked about again and again before it changes. */
const indexes = new WeakMap<readonly Unit[], TreeIndex>();

export function indexTree(units: readonly Unit[]): TreeIndex {
  const known = indexes.get(units);
  if (known !== undefined) return known;
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  const actingFor = groupUnits(units, (unit) =>
    isDependent(unit) ? [unit.parentId, unit.responsibleOrganId] : [],
  );
  const inTown = groupUnits(units, (unit) => [findTownIn(byId, unit)?.id]);
  const index = { byId, actingFor, inTown };
  indexes.set(units, index);
  return index;
}

/** The unit and all that stand under it; empty for an unknown id. */
export function listSubtree(units: readonly Unit[], unitId: string): readonly Unit[] {
  return units.filter((unit) =>
    listLine(indexTree(units).byId, unit).some(({ id }) => id === unitId),
  );
}

/** The town that the unit is, stands under or works in; undefined above the towns. */
export function findTown(units: readonly Unit[], unitId: string): Unit | undefined {
  const { byId } = indexTree(units);
  const start = byId.get(unitId);
  return start && findTownIn(byId, start);
}

function findTownIn(byId: ReadonlyMap<string, Unit>, start: Unit): Unit | undefined {
  const host = start.townId === undefined ? undefined : byId.get(start.townId);
  return host?.kind === 'town' ? host : listLine(byId, start).find(({ kind }) => kind === 'town');
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
  const { byId } = indexTree(units);
  const start = byId.get(unitId);
  if (start === undefined) throw new Error(`no unit ${unitId}`);
  const seen = new Set<string>();
  let unit = start;
  while (isDependent(unit) && !seen.has(unit.id)) {
    seen.add(unit.id);
    const next = findAnswering(byId, unit);
    if (next === undefined) return unit;
    unit = next;
  }
  return unit;
}

function findAnswering(byId: ReadonlyMap<string, Unit>, unit: Unit): Unit | undefined {
  const named = unit.responsibleOrganId && byId.get(unit.responsibleOrganId);
  if (named) return named;
  if (unit.kind === 'empowered') return findTownIn(byId, unit);
  return unit.parentId === undefined ? undefined : byId.get(unit.parentId);
}
