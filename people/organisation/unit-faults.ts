import { levels, type Level } from '../scope/scope.ts';
import { groupUnits } from './group-units.ts';
import { findResponsibleOrgan, indexTree, isDependent } from './tree.ts';
import type { Unit } from './unit.ts';

export const unitFaultReasons = [
  'name_taken',
  'unit_unknown',
  'circle',
  /** It stands under something lower than itself. */
  'lower_than_own',
  /** Nobody answers for it: a station without a department, an entrusted body without who entrusted it. */
  'nobody_answers',
  /** What is named as its town is none. */
  'no_town',
  /** It goes out of use while others stand under it, work in it or are answered for by it. */
  'still_needed',
] as const;
export type UnitFaultReason = (typeof unitFaultReasons)[number];

const links = ['parentId', 'responsibleOrganId', 'townId', 'guideId'] as const;
export type UnitLink = (typeof links)[number];

export type UnitFault = {
  readonly field: 'name' | 'level' | 'isRetired' | UnitLink;
  readonly reason: UnitFaultReason;
};

/** Says of each unit of the tree what keeps it from standing there; none for a sound one. */
export function createFindUnitFaults(
  tree: readonly Unit[],
  fold: (text: string) => string,
): (unit: Unit) => readonly UnitFault[] {
  const { byId } = indexTree(tree);
  const active = tree.filter(({ isRetired }) => isRetired !== true);
  const holders = groupUnits(active, ({ name }) => [fold(name)]);
  const children = groupUnits(active, ({ parentId }) => [parentId]);
  const leaning = groupUnits(active, (unit) => links.map((field) => unit[field]));

  function listOwnFaults({ id, name, level, isRetired }: Unit): readonly UnitFault[] {
    const isTaken = holders.get(fold(name))?.some((other) => other.id !== id) === true;
    const isLow = children.get(id)?.some((child) => isLower(level, child.level)) === true;
    return [
      ...(isTaken && !isRetired ? [{ field: 'name', reason: 'name_taken' } as const] : []),
      ...(isLow ? [{ field: 'level', reason: 'lower_than_own' } as const] : []),
      ...(isRetired && leaning.has(id)
        ? [{ field: 'isRetired', reason: 'still_needed' } as const]
        : []),
    ];
  }

  return function findUnitFaults(unit) {
    const broken = links.flatMap((field): readonly UnitFault[] => {
      const id = unit[field];
      if (id === undefined) return [];
      const named = byId.get(id);
      if (named === undefined || (named.isRetired && !unit.isRetired)) {
        return [{ field, reason: 'unit_unknown' }];
      }
      return isCircle(byId, unit, field) ? [{ field, reason: 'circle' }] : [];
    });
    return [...listOwnFaults(unit), ...(broken.length > 0 ? broken : listPlaceFaults(tree, unit))];
  };
}

/** Whether the first is a lower height than the second. */
function isLower(one: Level, other: Level): boolean {
  return levels.indexOf(one) > levels.indexOf(other);
}

/** Whether following the field leads back. */
function isCircle(byId: ReadonlyMap<string, Unit>, unit: Unit, field: UnitLink): boolean {
  const seen = new Set([unit.id]);
  for (let id = unit[field]; id !== undefined; id = byId.get(id)?.[field]) {
    if (seen.has(id)) return true;
    seen.add(id);
  }
  return false;
}

function listPlaceFaults(tree: readonly Unit[], unit: Unit): readonly UnitFault[] {
  const { byId } = indexTree(tree);
  const parent = unit.parentId === undefined ? undefined : byId.get(unit.parentId);
  const town = unit.townId === undefined ? undefined : byId.get(unit.townId);
  const faults: UnitFault[] = [];
  if (parent !== undefined && isLower(parent.level, unit.level)) {
    faults.push({ field: 'parentId', reason: 'lower_than_own' });
  }
  if (town !== undefined && town.kind !== 'town') {
    faults.push({ field: 'townId', reason: 'no_town' });
  }
  const answering = findResponsibleOrgan(tree, unit.id);
  if (isDependent(answering) && answering.kind !== 'empowered') {
    const field = unit.kind === 'station' ? 'parentId' : 'responsibleOrganId';
    faults.push({ field, reason: 'nobody_answers' });
  }
  return faults;
}
