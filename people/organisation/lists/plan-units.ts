import { levels, type Level } from '../../scope/scope.ts';
import {
  supervisingBodies,
  unitKinds,
  type SupervisingBody,
  type Unit,
  type UnitKind,
} from '../unit.ts';
import { orderUnits } from './order-units.ts';
import { readList, type Cells, type Label, type ListForm, type RowFault } from './read-list.ts';
import { settleUnits, type Draft } from './settle-units.ts';
import { linkColumns, unitColumns, type UnitColumn } from './unit-columns.ts';

export const unitStates = ['active', 'retired'] as const;
type UnitState = (typeof unitStates)[number];

/** The words of a sheet for what a unit can be. */
export type UnitWords = {
  readonly kind: Label<UnitKind>;
  readonly level: Label<Level>;
  readonly body: Label<SupervisingBody>;
  readonly state: Label<UnitState>;
  /** By id. */
  readonly areas: ReadonlyMap<string, string>;
};

export type UnitPlan = {
  readonly added: readonly Unit[];
  readonly changed: readonly { readonly before: Unit; readonly after: Unit }[];
  readonly sameCount: number;
  readonly faults: readonly RowFault<UnitColumn>[];
};

export const unitListOptional: readonly UnitColumn[] = [
  'aliases',
  'parent',
  'organ',
  'town',
  'guide',
  'areas',
  'supervises',
  'state',
];

type Form = Pick<ListForm<UnitColumn>, 'toHeading' | 'fold'> & {
  readonly words: UnitWords;
  readonly createId: () => string;
};

/**
 * What a sheet would make of the tree: rows add units or change those of the same name, in any order; no unit is taken
 * out. A row that cannot stand in the tree is left out, and so is what leans on it.
 */
export function planUnits(
  rows: readonly (readonly string[])[],
  stored: readonly Unit[],
  { words, createId, ...form }: Form,
): UnitPlan {
  const { fold } = form;
  const read = readList(
    rows,
    { ...form, columns: unitColumns, optional: unitListOptional },
    (cells) => readUnit(cells, words),
  );
  const { drafts, faults: repeated } = toDrafts(read.items, stored, fold, createId);
  const { standing, faults } = settleUnits(drafts, stored, fold);
  const before = new Map(stored.map((unit) => [unit.id, unit]));
  const changed = standing.flatMap((after) => {
    const known = before.get(after.id);
    return known !== undefined && !isSame(known, after) ? [{ before: known, after }] : [];
  });
  const isNew = ({ id }: Unit): boolean => !before.has(id);
  const added = orderUnits(standing.filter(isNew), stored);
  return {
    added,
    changed,
    sameCount: standing.length - added.length - changed.length,
    faults: [...read.faults, ...repeated, ...faults].toSorted((a, b) => a.row - b.row),
  };
}

type ReadUnit = Omit<Draft, 'row'>;

function readUnit(cells: Cells<UnitColumn>, words: UnitWords): ReadUnit | undefined {
  const kind = cells.choose('kind', unitKinds, words.kind);
  const level = cells.choose('level', levels, words.level);
  const supervises = cells.choose('supervises', supervisingBodies, words.body);
  const state = cells.choose('state', unitStates, words.state);
  const areas = readAreas(cells, words);
  if (kind === undefined || level === undefined) return undefined;
  const unit: Unit = {
    id: '',
    version: 0,
    name: cells.text('name'),
    aliases: splitNames(cells.text('aliases')),
    kind,
    level,
    areas,
    ...(supervises !== undefined && { supervises }),
    ...(state === 'retired' && { isRetired: true as const }),
  };
  const names = Object.fromEntries(
    Object.values(linkColumns)
      .map((column) => [column, cells.text(column)] as const)
      .filter(([, name]) => name !== ''),
  );
  return { unit, names };
}

function readAreas(cells: Cells<UnitColumn>, { areas }: UnitWords): readonly string[] {
  return splitNames(cells.text('areas')).flatMap((said) => {
    const [area] = [...areas].find(([id, name]) => id === said || name === said) ?? [];
    if (area === undefined) cells.refuse('areas', 'word_unknown');
    return area === undefined ? [] : [area];
  });
}

function splitNames(cell: string): readonly string[] {
  const names = cell.split(/[、，,;；|\n]/u).map((name) => name.trim());
  return [...new Set(names.filter((name) => name !== ''))];
}

/** Each row under the id and version of the unit of its name, or under a new id. */
function toDrafts(
  items: readonly { readonly row: number; readonly item: ReadUnit }[],
  stored: readonly Unit[],
  fold: (text: string) => string,
  createId: () => string,
) {
  const known = new Map(
    stored
      .toSorted((a, b) => Number(b.isRetired ?? 0) - Number(a.isRetired ?? 0))
      .map((unit) => [fold(unit.name), unit]),
  );
  const seen = new Set<string>();
  const drafts: Draft[] = [];
  const faults: RowFault<UnitColumn>[] = [];
  for (const { row, item } of items) {
    const key = fold(item.unit.name);
    if (seen.has(key)) faults.push({ row, column: 'name', reason: 'repeated' });
    else {
      const { id, version } = known.get(key) ?? { id: createId(), version: 1 };
      drafts.push({ ...item, row, unit: { ...item.unit, id, version } });
    }
    seen.add(key);
  }
  return { drafts, faults };
}

function isSame(before: Unit, after: Unit): boolean {
  return JSON.stringify(toComparable(before)) === JSON.stringify(toComparable(after));
}

function toComparable(unit: Unit): readonly unknown[] {
  const { name, aliases, kind, level, areas, supervises, isRetired } = unit;
  const { parentId, responsibleOrganId, townId, guideId } = unit;
  const links = [parentId, responsibleOrganId, townId, guideId];
  return [name, aliases.toSorted(), kind, level, areas.toSorted(), supervises, isRetired, links];
}
