import { pointKinds, type ContactPoint, type PointFacts, type PointKind } from './contact-point.ts';
import { readList, type Cells, type ListForm, type RowFault } from './organisation/index.ts';

/** The columns of a list of points, as a sheet names them. */
export const pointColumns = ['name', 'kind', 'township', 'place', 'keeper'] as const;
export type PointColumn = (typeof pointColumns)[number];

/** What a sheet holds: points to add, how many are there already, and the rows that were left out. */
export type ReadPoints = {
  readonly added: readonly PointFacts[];
  readonly knownCount: number;
  readonly faults: readonly RowFault<PointColumn>[];
};

type Form = Pick<ListForm<PointColumn>, 'toHeading' | 'fold'> & {
  readonly toKind: (kind: PointKind) => string;
};

export const longestPointFact = 100;

/** Reads rows under a heading, each good row for itself; a point of the same name in the same township is known. */
export function readPointRows(
  rows: readonly (readonly string[])[],
  known: readonly Pick<ContactPoint, 'name' | 'township'>[],
  { toKind, ...form }: Form,
): ReadPoints {
  function readRow(cells: Cells<PointColumn>): PointFacts | undefined {
    for (const column of pointColumns) {
      if (cells.text(column).length > longestPointFact) cells.refuse(column, 'too_long');
    }
    const kind = cells.choose('kind', pointKinds, toKind);
    const [name, township] = [cells.text('name'), cells.text('township')];
    return (
      kind && { name, kind, township, place: cells.text('place'), keeper: cells.text('keeper') }
    );
  }
  const { items, faults } = readList(
    rows,
    { ...form, columns: pointColumns, optional: ['keeper'] },
    readRow,
  );
  const seen = new Set(known.map(toKey));
  const added: PointFacts[] = [];
  for (const { item } of items) {
    if (seen.has(toKey(item))) continue;
    seen.add(toKey(item));
    added.push(item);
  }
  return { added, knownCount: items.length - added.length, faults };
}

function toKey({ name, township }: Pick<ContactPoint, 'name' | 'township'>): string {
  return JSON.stringify([township, name]);
}
