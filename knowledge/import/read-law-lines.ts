import { readLawRows, type LawRow, type StatuteSource } from '../statute/index.ts';
import type { Source } from './source.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Whether a text is an article-level data set: one JSON object a line, each an article or the notes of a version. */
export function isLawRows(text: string): boolean {
  const end = text.indexOf('\n');
  const first = parseLine(end === -1 ? text : text.slice(0, end));
  return first !== undefined && (toLawRow(first) !== undefined || toNote(first) !== undefined);
}

/** The notes under the titles, by the id of the version, out of all sources of an import. */
export function readLawNotes(sources: readonly Source[]): ReadonlyMap<string, string> {
  return new Map(
    sources.flatMap(({ content }) =>
      content.kind === 'text' && isLawRows(content.text)
        ? parseLines(content.text).flatMap((line) => {
            const note = toNote(line);
            return note === undefined ? [] : [note];
          })
        : [],
    ),
  );
}

/** The statutes of an article-level data set; lines that are no article are left out. */
export function readLawLines(
  text: string,
  notes: ReadonlyMap<string, string>,
): readonly StatuteSource[] {
  const rows = parseLines(text).flatMap((line) => toLawRow(line) ?? []);
  return [...readLawRows(rows, notes)];
}

function parseLines(text: string): readonly Fields[] {
  return text
    .split('\n')
    .map(parseLine)
    .filter((line) => line !== undefined);
}

function parseLine(line: string): Fields | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

function toLawRow(line: Fields): LawRow | undefined {
  const { id, law, version_date, label, no, chapter = '', text } = line;
  const isRow =
    typeof id === 'string' &&
    typeof law === 'string' &&
    (typeof version_date === 'string' || version_date === null) &&
    typeof label === 'string' &&
    typeof no === 'number' &&
    typeof chapter === 'string' &&
    typeof text === 'string';
  return isRow ? { id, law, version_date, label, no, chapter, text } : undefined;
}

function toNote({ law_id, info }: Fields): readonly [id: string, note: string] | undefined {
  return typeof law_id === 'string' && typeof info === 'string' ? [law_id, info] : undefined;
}
