import { stringify } from 'csv-stringify/sync';
import type { Rows } from '../../knowledge/index.ts';

/** Rows as a file to download; the first row holds the headings. */
export type WriteSheet = (rows: Rows) => Promise<Uint8Array>;

/** An XLSX whose cells are all texts: nothing in it is a formula. */
export const writeXlsx: WriteSheet = async (rows) => {
  const { default: writeXlsxFile } = await import('write-excel-file/node');
  const [headings = [], ...rest] = rows;
  const sheet = [
    headings.map((value) => ({ value, type: String, fontWeight: 'bold' as const })),
    ...rest.map((row) => row.map((value) => ({ value, type: String, wrap: true }))),
  ];
  const columns = headings.map((_, at) => ({ width: toWidth(rows, at) }));
  return writeXlsxFile(sheet, { columns, stickyRowsCount: 1 }).toBuffer();
};

/** CSV as Excel opens it: UTF-8 with its mark, and no cell that Excel would take for a formula. */
export const writeCsv: WriteSheet = async (rows) =>
  Buffer.from(
    stringify(
      rows.map((row) => [...row]),
      { bom: true, escape_formulas: true },
    ),
  );

function toWidth(rows: Rows, at: number): number {
  const longest = Math.max(...rows.slice(0, 50).map((row) => row[at]?.length ?? 0));
  return Math.min(60, Math.max(12, longest * 2));
}
