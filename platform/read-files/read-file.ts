import type { ReadFile, ReadResult, Source } from '../../knowledge/index.ts';
import { decodeText } from './decode-text.ts';
import { findFault, ReadFileError } from './fault.ts';
import { readLimits, type ReadLimits } from './limits.ts';
import { readCsv } from './read-csv.ts';
import { isHtml, readHtml } from './read-html.ts';
import { readDocx, readXlsx } from './read-office.ts';
import { sniffKind } from './sniff.ts';
import { unzip } from './unzip.ts';
import { readZipDirectory, type ZipEntry } from './zip-directory.ts';

const nothing: ReadResult = { sources: [], refused: [] };

/** Reads what staff bring in: DOCX, XLSX, CSV, text, HTML as text, and ZIPs of these, by their bytes. */
export function createReadFile(limits: ReadLimits = readLimits): ReadFile {
  return async function readFile(name, given) {
    const bytes = Buffer.from(given.buffer, given.byteOffset, given.byteLength);
    return readOrRefuse(name, () => {
      if (bytes.length > limits.maxBytes) throw new ReadFileError('file_too_large');
      return readBytes(name, bytes, limits, false);
    });
  };
}

async function readOrRefuse(name: string, read: () => Promise<ReadResult>): Promise<ReadResult> {
  try {
    return await read();
  } catch (error) {
    const code = findFault(error);
    if (code === undefined) throw error;
    return { sources: [], refused: [{ name, code }] };
  }
}

async function readBytes(
  name: string,
  bytes: Buffer,
  limits: ReadLimits,
  isInArchive: boolean,
): Promise<ReadResult> {
  if (sniffKind(bytes) === 'text') return toResult([readText(name, bytes, limits)]);
  const entries = readZipDirectory(bytes, limits);
  const holds = (path: string): boolean => entries.some((entry) => entry.path === path);
  if (holds('word/document.xml')) {
    const text = await readDocx(bytes, entries);
    if (text === '') throw new ReadFileError('file_empty');
    return toResult([{ name, content: { kind: 'text', text } }]);
  }
  if (holds('xl/workbook.xml')) return readWorkbook(name, bytes, entries, limits);
  if (isInArchive) throw new ReadFileError('archive_nested');
  return readArchive(bytes, entries, limits);
}

function readText(name: string, bytes: Buffer, limits: ReadLimits): Source {
  const text = decodeText(bytes);
  if (text.trim() === '') throw new ReadFileError('file_empty');
  if (isHtml(text)) return { name, content: { kind: 'text', text: readHtml(text) } };
  const rows = readCsv(text, limits);
  return { name, content: rows === undefined ? { kind: 'text', text } : { kind: 'rows', rows } };
}

async function readWorkbook(
  name: string,
  bytes: Buffer,
  entries: readonly ZipEntry[],
  limits: ReadLimits,
): Promise<ReadResult> {
  const sheets = await readXlsx(bytes, entries, limits);
  if (sheets.length === 0) throw new ReadFileError('file_empty');
  return toResult(
    sheets.map(({ name: sheet, rows }) => ({
      name: sheets.length === 1 ? name : `${name} · ${sheet}`,
      content: { kind: 'rows', rows },
    })),
  );
}

/** A member that is not taken does not spoil the others. */
async function readArchive(
  bytes: Buffer,
  entries: readonly ZipEntry[],
  limits: ReadLimits,
): Promise<ReadResult> {
  const files = entries.filter(({ path }) => !isFurniture(path));
  if (files.length === 0) throw new ReadFileError('file_empty');
  if (files.length > limits.maxFiles) throw new ReadFileError('archive_too_many_files');
  let result = nothing;
  for (const entry of files) {
    const read = () => readBytes(entry.path, unzip(bytes, entry), limits, true);
    const { sources, refused } = await readOrRefuse(entry.path, read);
    result = {
      sources: [...result.sources, ...sources],
      refused: [...result.refused, ...refused],
    };
  }
  return result;
}

/** Folders, and what systems leave in them for themselves. */
function isFurniture(path: string): boolean {
  return /\/$|(?:^|\/)(?:__MACOSX\/|\.|Thumbs\.db$|desktop\.ini$|~\$)/.test(path);
}

function toResult(sources: readonly Source[]): ReadResult {
  return { sources, refused: [] };
}
