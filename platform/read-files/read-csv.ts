import { parse } from 'csv-parse/sync';
import type { Rows } from '../../knowledge/index.ts';
import { ReadFileError } from './fault.ts';
import type { ReadLimits } from './limits.ts';

const delimiters = [',', ';', '\t'] as const;
const longestHeading = 40;
const sampleRows = 50;
const regularShare = 0.8;

/**
 * The rows of a text that is a table; undefined when it is prose. A table has two columns or more, a first row of
 * short headings, and nearly every row as wide as the first.
 */
export function readCsv(text: string, { maxRows, maxColumns }: ReadLimits): Rows | undefined {
  const delimiter = findDelimiter(text);
  if (delimiter === undefined) return undefined;
  const rows = parseRows(text, delimiter, maxRows + 1);
  if (rows === undefined || !isTable(rows)) return undefined;
  if (rows.length > maxRows || rows.some((row) => row.length > maxColumns)) {
    throw new ReadFileError('sheet_too_large');
  }
  return rows;
}

function findDelimiter(text: string): (typeof delimiters)[number] | undefined {
  const first = text.split('\n', 1)[0] ?? '';
  return delimiters
    .map((delimiter) => ({ delimiter, count: first.split(delimiter).length - 1 }))
    .filter(({ count }) => count > 0)
    .toSorted((a, b) => b.count - a.count)[0]?.delimiter;
}

function parseRows(text: string, delimiter: string, mostRows: number): Rows | undefined {
  try {
    const rows: string[][] = parse(text, {
      bom: true,
      delimiter,
      to: mostRows,
      trim: true,
      relax_column_count: true,
      skip_empty_lines: true,
    });
    return rows;
  } catch {
    return undefined;
  }
}

function isTable(rows: Rows): boolean {
  const [headings = [], ...rest] = rows.slice(0, sampleRows);
  const areHeadings =
    headings.length > 1 &&
    headings.every((heading) => heading !== '' && heading.length <= longestHeading);
  const regular = rest.filter((row) => row.length === headings.length).length;
  return areHeadings && rest.length > 0 && regular >= rest.length * regularShare;
}
