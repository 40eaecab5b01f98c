import { countKnownHeadings } from './fields.ts';

/** A file as rows of cells: nothing in a cell is ever evaluated. */
export type ImportSheet = {
  readonly headings: readonly string[];
  /** The rows below the headings; `number` counts from 1 as a spreadsheet does, blank rows left out. */
  readonly rows: readonly { readonly number: number; readonly cells: readonly string[] }[];
};

const headingsWithin = 5;

/** Finds the headings, above which there may be a title, and gives each row its number. */
export function toSheet(rows: readonly (readonly string[])[]): ImportSheet {
  const counts = rows.slice(0, headingsWithin).map(countKnownHeadings);
  const at = Math.max(0, counts.indexOf(Math.max(0, ...counts)));
  return {
    headings: (rows[at] ?? []).map((heading) => heading.trim()),
    rows: rows.slice(at + 1).map((cells, index) => ({ number: at + 2 + index, cells })),
  };
}
