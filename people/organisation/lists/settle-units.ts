import { createFindUnitFaults, type UnitFault } from '../unit-faults.ts';
import type { Unit } from '../unit.ts';
import type { RowFault } from './read-list.ts';
import { linkColumns, type UnitColumn } from './unit-columns.ts';

type Link = keyof typeof linkColumns;
type LinkColumn = (typeof linkColumns)[Link];

/** A row whose links are still names. */
export type Draft = {
  readonly row: number;
  readonly unit: Unit;
  readonly names: Readonly<Partial<Record<LinkColumn, string>>>;
};

type Settled = {
  readonly standing: readonly Unit[];
  readonly faults: readonly RowFault<UnitColumn>[];
};

/** Links the rows to one another and to what is stored, and leaves out what cannot stand until all the rest does. */
export function settleUnits(
  drafts: readonly Draft[],
  stored: readonly Unit[],
  fold: (text: string) => string,
): Settled {
  const faults: RowFault<UnitColumn>[] = [];
  for (let left = drafts; ;) {
    const drafted = new Set(left.map(({ unit }) => unit.id));
    const kept = stored.filter(({ id }) => !drafted.has(id));
    const named = [...kept, ...left.map(({ unit }) => unit)];
    // Of two with one name the one in use is meant.
    const inUseLast = named.toSorted((x, y) => rank(x) - rank(y));
    const byName = new Map(inUseLast.map(({ id, name }) => [fold(name), id]));
    const linked = left.map((draft) => ({
      draft,
      unit: linkUnit(draft, (name) => byName.get(fold(name))),
    }));
    const findFaults = createFindUnitFaults([...kept, ...linked.map(({ unit }) => unit)], fold);
    const judged = linked.map((one) => ({ ...one, found: findFaults(one.unit) }));
    const fallen = pickFallen(judged);
    if (fallen.length === 0) return { standing: linked.map(({ unit }) => unit), faults };
    faults.push(
      ...fallen.flatMap(({ draft, found }) => found.map((one) => toRowFault(draft, one))),
    );
    left = left.filter((draft) => !fallen.some((one) => one.draft === draft));
  }
}

const rank = ({ isRetired }: Unit): number => (isRetired ? 0 : 1);

type Judged = { readonly draft: Draft; readonly found: readonly UnitFault[] };

/** Rows with a fault of their own first: what is wrong for the sake of others may come right without those. */
function pickFallen(judged: readonly Judged[]): readonly Judged[] {
  const own = judged.map(({ draft, found }) => ({
    draft,
    found: found.filter(({ field }) => field !== 'level' && field !== 'isRetired'),
  }));
  const fallen = own.filter(({ found }) => found.length > 0);
  return fallen.length > 0 ? fallen : judged.filter(({ found }) => found.length > 0);
}

/** A name of nobody becomes an id of nobody, which is found as a fault. */
function linkUnit({ unit, names }: Draft, findId: (name: string) => string | undefined): Unit {
  const to = (column: LinkColumn): string | undefined => {
    const name = names[column];
    return name === undefined ? undefined : (findId(name) ?? '');
  };
  const [parentId, responsibleOrganId] = [to('parent'), to('organ')];
  const [townId, guideId] = [to('town'), to('guide')];
  return {
    ...unit,
    ...(parentId !== undefined && { parentId }),
    ...(responsibleOrganId !== undefined && { responsibleOrganId }),
    ...(townId !== undefined && { townId }),
    ...(guideId !== undefined && { guideId }),
  };
}

const columns: Readonly<Record<UnitFault['field'], UnitColumn>> = {
  name: 'name',
  level: 'level',
  isRetired: 'state',
  ...linkColumns,
};

function toRowFault({ row }: Draft, { field, reason }: UnitFault): RowFault<UnitColumn> {
  return { row, column: columns[field], reason };
}
