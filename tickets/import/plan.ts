import { foldHeading, guessFields, type ImportField } from './fields.ts';
import type { ImportChoices } from './job.ts';
import { readRow, type CellFault, type ImportRow } from './read-row.ts';
import type { ImportSheet } from './sheet.ts';

/** Without these no row says anything: the column, or the choice for the whole file. */
export type MissingField = 'story' | 'kind' | 'source';

/** What a file would become; the same file, choices and day give the same plan every time. */
export type ImportPlan = {
  readonly sheet: ImportSheet;
  readonly fields: readonly ImportField[];
  readonly missing: readonly MissingField[];
  readonly rows: readonly ImportRow[];
  readonly faults: readonly CellFault[];
};

/** What earlier imports of a source were told of its headings, by the folded heading. */
export type RememberedFields = ReadonlyMap<string, ImportField>;

/** Reads every row. A number that comes twice in a file is a fault of the second row. */
export function planImport(
  sheet: ImportSheet,
  choices: ImportChoices,
  remembered: RememberedFields,
  today: string,
): ImportPlan {
  const guessed = guessFields(sheet.headings, remembered);
  const fields = guessed.map((field, at) => choices.fields?.[at] ?? field);
  const missing = listMissing(fields, choices);
  if (missing.length > 0) return { sheet, fields, missing, rows: [], faults: [] };
  const { kind, source } = choices;
  const reading = {
    headings: sheet.headings,
    fields,
    today,
    ...(kind !== undefined && { kind }),
    ...(source !== undefined && { source }),
  };
  const rows: ImportRow[] = [];
  const faults: CellFault[] = [];
  const seen = new Set<string>();
  for (const line of sheet.rows) {
    const read = readRow(line, reading);
    if (read.kind === 'faults') faults.push(...read.faults);
    else if (isRepeat(read.value, seen)) faults.push(toRepeat(read.value, sheet, fields));
    else rows.push(read.value);
  }
  return { sheet, fields, missing, rows, faults };
}

/** The headings of a plan with what they were taken as, to be remembered for the source. */
export function toRemembered({ sheet, fields }: Pick<ImportPlan, 'sheet' | 'fields'>) {
  return sheet.headings.map((heading, at) => ({
    heading: foldHeading(heading),
    field: fields[at] ?? 'ignore',
  }));
}

function listMissing(
  fields: readonly ImportField[],
  { kind, source }: ImportChoices,
): readonly MissingField[] {
  const isMissing: Readonly<Record<MissingField, boolean>> = {
    story: !fields.includes('story'),
    kind: kind === undefined && !fields.includes('kind'),
    source: source === undefined && !fields.includes('source'),
  };
  return (['story', 'kind', 'source'] as const).filter((field) => isMissing[field]);
}

function isRepeat({ source, externalNumber }: ImportRow, seen: Set<string>): boolean {
  if (externalNumber === undefined) return false;
  const key = `${source} ${externalNumber}`;
  if (seen.has(key)) return true;
  seen.add(key);
  return false;
}

function toRepeat(
  { row }: ImportRow,
  { headings }: ImportSheet,
  fields: readonly ImportField[],
): CellFault {
  const heading = headings[fields.indexOf('externalNumber')] ?? '';
  return { row, field: 'externalNumber', heading, reason: 'number_repeated' };
}
