import type { Unit } from '../unit.ts';
import type { UnitFaultReason } from '../unit-faults.ts';

export const cellFaultReasons = [
  'column_missing',
  'empty',
  'too_long',
  'word_unknown',
  'unit_ambiguous',
  'day_invalid',
  'number_invalid',
  /** An earlier row of the file says it already. */
  'repeated',
] as const;
export type CellFaultReason = (typeof cellFaultReasons)[number] | UnitFaultReason;

/** A cell, or a heading, that does not do. `row` counts from 1 as sheets do. */
export type RowFault<Column extends string> = {
  readonly row: number;
  readonly column: Column;
  readonly reason: CellFaultReason;
};

/** A list as a sheet: its columns by their headings. */
export type ListForm<Column extends string> = {
  readonly columns: readonly Column[];
  /** Columns that may be missing, and cells that may be empty. */
  readonly optional: readonly Column[];
  readonly toHeading: (column: Column) => string;
  readonly fold: (text: string) => string;
};

/** A word as a sheet has it. */
export type Label<Word extends string> = (word: Word) => string;

/** One row's cells; what cannot be read is a fault of the row, which is then left out. */
export type Cells<Column extends string> = {
  readonly text: (column: Column) => string;
  /** One of some words, by its label or by itself; undefined for an empty cell and for a fault. */
  readonly choose: <Word extends string>(
    column: Column,
    words: readonly Word[],
    toLabel: Label<Word>,
  ) => Word | undefined;
  /** YYYY-MM-DD. */
  readonly day: (column: Column) => string | undefined;
  /** The one unit of exactly this name. */
  readonly unit: (column: Column, units: readonly Unit[]) => Unit | undefined;
  readonly refuse: (column: Column, reason: CellFaultReason) => void;
};

export type ReadList<Column extends string, Item> = {
  readonly items: readonly { readonly row: number; readonly item: Item }[];
  readonly faults: readonly RowFault<Column>[];
};

export const longestCell = 500;
/** Official lists carry a title above their heading. */
const headingWithin = 6;

/** Reads the rows under the heading, each for itself; `readRow` gives undefined for a row it refuses. */
export function readList<Column extends string, Item>(
  rows: readonly (readonly string[])[],
  form: ListForm<Column>,
  readRow: (cells: Cells<Column>) => Item | undefined,
): ReadList<Column, Item> {
  const required = form.columns.filter((column) => !form.optional.includes(column));
  const places = rows.slice(0, headingWithin).map((row) => findColumns(row, form));
  const head = places.findIndex((found) => required.every((column) => found.has(column)));
  const columns = places[head];
  if (columns === undefined) return { items: [], faults: toMissing(places, required) };
  const items: { readonly row: number; readonly item: Item }[] = [];
  const faults: RowFault<Column>[] = [];
  for (const [index, row] of rows.entries()) {
    if (index <= head || row.every((cell) => cell.trim() === '')) continue;
    const before = faults.length;
    // Of a cell the first fault is told: what is not there is not wrong besides.
    const refuse = (column: Column, reason: CellFaultReason): void => {
      const isTold = faults.slice(before).some((fault) => fault.column === column);
      if (!isTold) faults.push({ row: index + 1, column, reason });
    };
    const cells = createCells(row, columns, form, refuse);
    for (const column of form.columns) checkLength(cells, column, required);
    const item = readRow(cells);
    if (item !== undefined && faults.length === before) items.push({ row: index + 1, item });
  }
  return { items, faults };
}

function findColumns<Column extends string>(
  row: readonly string[],
  { columns, toHeading, fold }: ListForm<Column>,
): ReadonlyMap<Column, number> {
  const said = row.map((cell) => fold(cell).replaceAll(/\s/gu, ''));
  return new Map(
    columns
      .map((column) => [column, said.indexOf(fold(toHeading(column)))] as const)
      .filter(([, at]) => at >= 0),
  );
}

/** The row that comes nearest to a heading lacks these. */
function toMissing<Column extends string>(
  places: readonly ReadonlyMap<Column, number>[],
  required: readonly Column[],
): readonly RowFault<Column>[] {
  const nearest = places.reduce(
    (best, found, index) => (found.size > (places[best]?.size ?? 0) ? index : best),
    0,
  );
  return required
    .filter((column) => places[nearest]?.has(column) !== true)
    .map((column) => ({ row: nearest + 1, column, reason: 'column_missing' }));
}

function checkLength<Column extends string>(
  { text, refuse }: Cells<Column>,
  column: Column,
  required: readonly Column[],
): void {
  const cell = text(column);
  if (cell.length > longestCell) refuse(column, 'too_long');
  else if (cell === '' && required.includes(column)) refuse(column, 'empty');
}

function createCells<Column extends string>(
  row: readonly string[],
  columns: ReadonlyMap<Column, number>,
  { fold }: ListForm<Column>,
  refuse: Cells<Column>['refuse'],
): Cells<Column> {
  const text = (column: Column): string => row[columns.get(column) ?? -1]?.trim() ?? '';
  return {
    text,
    refuse,
    choose(column, words, toLabel) {
      const said = fold(text(column));
      if (said === '') return undefined;
      const word = words.find((one) => fold(toLabel(one)) === said || one === said);
      if (word === undefined) refuse(column, 'word_unknown');
      return word;
    },
    day(column) {
      const said = text(column);
      const day = toDay(said);
      if (day === undefined && said !== '') refuse(column, 'day_invalid');
      return day;
    },
    unit(column, units) {
      const said = fold(text(column));
      if (said === '') return undefined;
      const named = units.filter(({ name, isRetired }) => !isRetired && fold(name) === said);
      if (named.length === 1) return named[0];
      refuse(column, named.length === 0 ? 'unit_unknown' : 'unit_ambiguous');
      return undefined;
    },
  };
}

/** 2027-06-30, 2027/6/30, 2027.6.30 and 2027年6月30日; a workbook's dates come as the first, with a time or without. */
function toDay(text: string): string | undefined {
  const form = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[T ][\d:.]+Z?)?$/u;
  const [, year = '', month = '', day = ''] = form.exec(text) ?? [];
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const at = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(iso) ? iso : undefined;
}
