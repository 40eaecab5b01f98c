import { findTown, indexTree, listLine } from './tree.ts';
import type { Unit } from './unit.ts';

/** Whom a matter passes by, because the unit complained about is of their own town, and who takes it up. */
export type Pass = {
  readonly townId: string;
  /** The town, all that stands under it or works in it, its judicial office too: their accounts take no part. */
  readonly passedIds: readonly string[];
  /** The nearest supervising bureau above the town; undefined where the tree names none. */
  readonly bureauId?: string;
};

/** What a matter against the unit passes by; undefined for a unit above the towns or an unknown id. */
export function findPasses(units: readonly Unit[], unitId: string): Pass | undefined {
  const town = findTown(units, unitId);
  if (town === undefined) return undefined;
  const passedIds = (indexTree(units).inTown.get(town.id) ?? []).map(({ id }) => id);
  const bureau = findBureau(units, town);
  return { townId: town.id, passedIds, ...(bureau !== undefined && { bureauId: bureau.id }) };
}

function findBureau(units: readonly Unit[], town: Unit): Unit | undefined {
  return listLine(indexTree(units).byId, town)
    .map(({ id }) =>
      units.find(
        ({ supervises, parentId, isRetired }) =>
          supervises === 'bureau' && parentId === id && isRetired !== true,
      ),
    )
    .find((bureau) => bureau !== undefined);
}
