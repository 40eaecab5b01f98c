import { pointKinds, type ContactPoint, type PointFacts, type PointKind } from './contact-point.ts';

type Rows = readonly (readonly string[])[];

/** The columns of a list of points, as a sheet names them. */
export const pointColumns = ['name', 'kind', 'township', 'place', 'keeper'] as const;
export type PointColumn = (typeof pointColumns)[number];

/** A cell, or a heading, that does not do. `row` counts from 1 with the heading, as sheets do. */
export type PointRowFault = {
  readonly row: number;
  readonly column: PointColumn;
  readonly reason: 'column_missing' | 'empty' | 'too_long' | 'kind_unknown';
};

/** What a sheet holds: points to add, how many are there already, and the rows that were left out. */
export type ReadPoints = {
  readonly added: readonly PointFacts[];
  readonly knownCount: number;
  readonly faults: readonly PointRowFault[];
};

type Labels = {
  readonly columns: Readonly<Record<PointColumn, string>>;
  readonly kinds: Readonly<Record<PointKind, string>>;
};

export const longestPointFact = 100;
const mayBeEmpty: ReadonlySet<PointColumn> = new Set(['keeper']);

/** Reads rows under a heading, each good row for itself; a point of the same name in the same township is known. */
export function readPointRows(
  [heading = [], ...rows]: Rows,
  known: readonly Pick<ContactPoint, 'name' | 'township'>[],
  { columns, kinds }: Labels,
): ReadPoints {
  const places = new Map(
    pointColumns.map((column) => [
      column,
      heading.findIndex((cell) => cell.trim() === columns[column]),
    ]),
  );
  const missing = pointColumns.filter((column) => (places.get(column) ?? -1) < 0);
  if (missing.length > 0) {
    const faults = missing.map((column) => ({ row: 1, column, reason: 'column_missing' }) as const);
    return { added: [], knownCount: 0, faults };
  }
  const seen = new Set(known.map(toKey));
  const added: PointFacts[] = [];
  const faults: PointRowFault[] = [];
  let knownCount = 0;
  for (const [index, cells] of rows.entries()) {
    if (cells.every((cell) => cell.trim() === '')) continue;
    const read = readRow((column) => cells[places.get(column) ?? -1]?.trim() ?? '', kinds);
    if ('faults' in read) {
      faults.push(...read.faults.map((fault) => ({ row: index + 2, ...fault })));
    } else if (seen.has(toKey(read))) {
      knownCount += 1;
    } else {
      seen.add(toKey(read));
      added.push(read);
    }
  }
  return { added, knownCount, faults };
}

type CellFault = Omit<PointRowFault, 'row'>;

function readRow(
  say: (column: PointColumn) => string,
  kinds: Labels['kinds'],
): PointFacts | { readonly faults: readonly CellFault[] } {
  const word = say('kind');
  const kind = pointKinds.find((candidate) => kinds[candidate] === word || candidate === word);
  const faults = pointColumns.flatMap((column): readonly CellFault[] => {
    const cell = say(column);
    if (cell === '' && !mayBeEmpty.has(column)) return [{ column, reason: 'empty' }];
    if (cell.length > longestPointFact) return [{ column, reason: 'too_long' }];
    return column === 'kind' && kind === undefined ? [{ column, reason: 'kind_unknown' }] : [];
  });
  if (faults.length > 0 || kind === undefined) return { faults };
  return {
    name: say('name'),
    kind,
    township: say('township'),
    place: say('place'),
    keeper: say('keeper'),
  };
}

function toKey({ name, township }: Pick<ContactPoint, 'name' | 'township'>): string {
  return JSON.stringify([township, name]);
}
