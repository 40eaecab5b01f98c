import type { CellValue } from 'read-excel-file/node';
import type { Rows } from '../../knowledge/index.ts';
import { ReadFileError } from './fault.ts';
import type { ReadLimits } from './limits.ts';
import { unzip } from './unzip.ts';
import type { ZipEntry } from './zip-directory.ts';

/**
 * Unpacks every member once under its claimed size, so that the readers below, which set no limits of their own,
 * only ever see what was counted. XML that defines entities is refused: they unpack a second time.
 */
function checkMembers(bytes: Buffer, entries: readonly ZipEntry[]): void {
  for (const entry of entries) {
    const unpacked = unzip(bytes, entry);
    const isXml = /\.(?:xml|rels)$/i.test(entry.path);
    if (isXml && /<!(?:doctype|entity)/i.test(unpacked.toString('latin1'))) {
      throw new ReadFileError('file_damaged');
    }
  }
}

/** The paragraphs of a DOCX; pictures, macros and links are left behind. */
export async function readDocx(bytes: Buffer, entries: readonly ZipEntry[]): Promise<string> {
  checkMembers(bytes, entries);
  const { default: mammoth } = await import('mammoth');
  try {
    const { value } = await mammoth.extractRawText({ buffer: bytes });
    return value.replaceAll(/\n{2,}/g, '\n').trim();
  } catch (cause) {
    throw new ReadFileError('file_damaged', { cause });
  }
}

export type SheetRows = { readonly name: string; readonly rows: Rows };

/** The sheets of an XLSX that hold anything. A formula gives what was last worked out, nothing is worked out anew. */
export async function readXlsx(
  bytes: Buffer,
  entries: readonly ZipEntry[],
  limits: ReadLimits,
): Promise<readonly SheetRows[]> {
  checkMembers(bytes, entries);
  for (const entry of entries) {
    if (/^xl\/worksheets\/[^/]+\.xml$/.test(entry.path)) {
      refuseVast(unzip(bytes, entry).toString('utf8'), limits);
    }
  }
  const { default: readXlsxFile } = await import('read-excel-file/node');
  try {
    const sheets = await readXlsxFile(bytes);
    return sheets
      .map(({ sheet, data }) => ({
        name: sheet,
        rows: data.map((row) => row.map(toText)).filter((row) => row.some((cell) => cell !== '')),
      }))
      .filter(({ rows }) => rows.length > 0);
  } catch (cause) {
    throw new ReadFileError('file_damaged', { cause });
  }
}

/** The reader lays out every cell up to the farthest one: one cell far away would take gigabytes. */
function refuseVast(xml: string, { maxRows, maxColumns }: ReadLimits): void {
  for (const [, letters = '', row] of xml.matchAll(/\br="([A-Z]{1,7})(\d{1,10})"/g)) {
    if (Number(row) > maxRows || toColumn(letters) > maxColumns) {
      throw new ReadFileError('sheet_too_large');
    }
  }
}

function toColumn(letters: string): number {
  return Array.from(letters).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
}

function toText(cell: CellValue | null): string {
  if (cell === null) return '';
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  return String(cell).replaceAll(/\r\n?/g, '\n').trim();
}
