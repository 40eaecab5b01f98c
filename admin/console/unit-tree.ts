import type { UnitView } from '../routes/units.schema.ts';

/** One line of the tree as it stands on the screen. */
export type TreeRow = {
  readonly unit: UnitView;
  /** From 1. */
  readonly level: number;
  readonly hasChildren: boolean;
  readonly isOpen: boolean;
};

const heights: Readonly<Record<UnitView['level'], number>> = { city: 0, county: 1, township: 2 };
const kinds = ['government', 'department', 'vertical', 'town', 'station', 'entrusted', 'empowered'];

/**
 * The lines that are seen: children under what is open; for words, what they name and all above it. A unit whose
 * superior is not there stands at the top.
 */
export function listTreeRows(
  units: readonly UnitView[],
  { closed, words }: { readonly closed: ReadonlySet<string>; readonly words: string },
): readonly TreeRow[] {
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  const shown = words === '' ? byId : keepNamed(units, byId, words);
  const children = new Map<string, UnitView[]>();
  for (const unit of shown.values()) {
    const parentId = unit.parentId !== undefined && shown.has(unit.parentId) ? unit.parentId : '';
    children.set(parentId, [...(children.get(parentId) ?? []), unit]);
  }
  const toRows = (parentId: string, level: number): readonly TreeRow[] =>
    (children.get(parentId) ?? []).toSorted(compareUnits).flatMap((unit) => {
      const hasChildren = children.has(unit.id);
      const isOpen = hasChildren && (words !== '' || !closed.has(unit.id));
      return [{ unit, level, hasChildren, isOpen }, ...(isOpen ? toRows(unit.id, level + 1) : [])];
    });
  return toRows('', 1);
}

function keepNamed(
  units: readonly UnitView[],
  byId: ReadonlyMap<string, UnitView>,
  words: string,
): ReadonlyMap<string, UnitView> {
  const kept = new Map<string, UnitView>();
  const named = units.filter(({ name, aliases }) =>
    [name, ...aliases].some((one) => one.includes(words)),
  );
  for (const unit of named) {
    for (let one: UnitView | undefined = unit; one !== undefined && !kept.has(one.id);) {
      kept.set(one.id, one);
      one = one.parentId === undefined ? undefined : byId.get(one.parentId);
    }
  }
  return kept;
}

function compareUnits(a: UnitView, b: UnitView): number {
  return (
    heights[a.level] - heights[b.level] ||
    kinds.indexOf(a.kind) - kinds.indexOf(b.kind) ||
    a.name.localeCompare(b.name, 'zh-CN')
  );
}

/** Where a key leads from a line of the tree; undefined for other keys. `fold` opens or closes the line. */
export function moveInTree(
  rows: readonly TreeRow[],
  at: number,
  key: string,
): { readonly to: number; readonly fold?: 'open' | 'close' } | undefined {
  const row = rows[at];
  if (row === undefined) return undefined;
  const last = rows.length - 1;
  switch (key) {
    case 'ArrowDown':
      return { to: Math.min(at + 1, last) };
    case 'ArrowUp':
      return { to: Math.max(at - 1, 0) };
    case 'Home':
      return { to: 0 };
    case 'End':
      return { to: last };
    case 'ArrowRight':
      if (row.hasChildren && !row.isOpen) return { to: at, fold: 'open' };
      return { to: row.isOpen ? at + 1 : at };
    case 'ArrowLeft':
      if (row.isOpen) return { to: at, fold: 'close' };
      return {
        to: Math.max(
          0,
          rows.slice(0, at).findLastIndex(({ level }) => level < row.level),
        ),
      };
    default:
      return undefined;
  }
}
