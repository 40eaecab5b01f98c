import type { FactName, Facts, ImportSource, Openness } from '../vocabulary.ts';
import { findSource, identityFields, type ImportField } from './fields.ts';
import {
  isRounded,
  readDay,
  readKind,
  readOpenness,
  readPhone,
  type ImportKind,
} from './read-values.ts';
import type { ImportSheet } from './sheet.ts';

/** What may be wrong with a cell. Words: `ticket_import.fault.<code>`; what to do: `ticket_import.mend.<code>`. */
export const importFaults = [
  'story_missing',
  'too_long',
  'kind_missing',
  'kind_unknown',
  'source_missing',
  'source_unknown',
  'openness_unknown',
  'phone_invalid',
  'day_invalid',
  'day_in_future',
  'number_rounded',
  'number_repeated',
  'identity_sealed',
] as const;
export type ImportFault = (typeof importFaults)[number];

/** One bad cell. `heading` is the file's own; what the cell holds is never in it. */
export type CellFault = {
  readonly row: number;
  readonly field: ImportField;
  readonly heading: string;
  readonly reason: ImportFault;
};

/** A row that can become a ticket. Who reported is in `reporter` and in nothing else. */
export type ImportRow = {
  readonly row: number;
  readonly externalNumber?: string;
  readonly kind: ImportKind;
  readonly source: ImportSource;
  readonly openness: Openness;
  readonly facts: Facts & { readonly story: string };
  readonly reporter?: { readonly name?: string; readonly phone?: string };
  readonly receivedOn?: string;
};

/** How the columns are read, and what is fixed for the whole file. */
export type RowReading = {
  readonly headings: ImportSheet['headings'];
  readonly fields: readonly ImportField[];
  readonly kind?: ImportKind;
  readonly source?: ImportSource;
  /** Today in Shanghai: nothing was received later. */
  readonly today: string;
};

export type ReadRow =
  | { readonly kind: 'row'; readonly value: ImportRow }
  | { readonly kind: 'faults'; readonly faults: readonly CellFault[] };

const factFields = [
  'actingUnit',
  'place',
  'time',
  'officer',
  'paper',
  'demand',
  'company',
] as const satisfies readonly FactName[];
const longestStory = 20_000;
const longestFact = 500;
const longestNumber = 100;
const longestName = 60;

/** Stands in an error file where a name or a number was left out; such a row is never taken. */
export const sealedMark = '〔已封存，请按原文件补填〕';
/** What a spreadsheet's safe text was given in front. */
const guard = /^'(?=[=+\-@\t\r＝＋－＠])/u;

/** A cell as it was meant: without the mark that keeps a spreadsheet from taking it for a formula. */
export const toPlainCell = (cell: string): string => cell.trim().replace(guard, '').trim();

/** One row by its columns: a matter, or every cell of it that is wrong. */
export function readRow(
  { number: row, cells }: ImportSheet['rows'][number],
  reading: RowReading,
): ReadRow {
  const faults: CellFault[] = [];
  const cell = openCells(cells, reading);
  const refuse = (reason: ImportFault, field: ImportField): void => {
    faults.push({ row, field, heading: cell.heading(field), reason });
  };
  const text = (field: ImportField, longest: number): string => {
    const found = cell.text(field);
    if (found.length > longest) refuse('too_long', field);
    return found;
  };

  const story = text('story', longestStory);
  if (story === '') refuse('story_missing', 'story');
  const facts = Object.fromEntries(
    factFields
      .map((field) => [field, text(field, longestFact)])
      .filter(([, value]) => value !== ''),
  );
  const externalNumber = text('externalNumber', longestNumber);
  if (isRounded(externalNumber)) refuse('number_rounded', 'externalNumber');
  const kind = reading.kind ?? readKind(cell.text('kind'));
  if (kind === undefined)
    refuse(cell.text('kind') === '' ? 'kind_missing' : 'kind_unknown', 'kind');
  const source = reading.source ?? findSource(cell.text('source'));
  if (source === undefined) {
    refuse(cell.text('source') === '' ? 'source_missing' : 'source_unknown', 'source');
  }
  const openness = readOpen(cell);
  if (openness === undefined) refuse('openness_unknown', 'openness');
  const receivedOn = readReceivedOn(cell, reading.today, refuse);
  const reporter = readReporter(cell, text('reporterName', longestName), refuse);
  if (faults.length > 0 || kind === undefined || source === undefined || openness === undefined) {
    return { kind: 'faults', faults };
  }
  const value = {
    row,
    kind,
    source,
    openness,
    facts: { story, ...facts },
    ...(externalNumber !== '' && { externalNumber }),
    ...(receivedOn !== undefined && { receivedOn }),
    // Whoever is to stay unnamed is not kept at all.
    ...(reporter !== undefined && openness !== 'anonymous' && { reporter }),
  };
  return { kind: 'row', value };
}

type Cells = {
  /** The fact's columns, one below the other; of all other fields the first that is filled. */
  readonly text: (field: ImportField) => string;
  readonly heading: (field: ImportField) => string;
};
type Refuse = (reason: ImportFault, field: ImportField) => void;

function openCells(cells: readonly string[], { headings, fields }: RowReading): Cells {
  const listColumns = (field: ImportField) =>
    fields.flatMap((known, at) => (known === field ? [at] : []));
  return {
    text(field) {
      const filled = listColumns(field)
        .map((at) => toPlainCell(cells[at] ?? ''))
        .filter((value) => value !== '');
      return isJoined(field) ? filled.join('\n') : (filled[0] ?? '');
    },
    heading: (field) =>
      listColumns(field)
        .map((at) => headings[at] ?? '')
        .join('、'),
  };
}

const isJoined = (field: ImportField): boolean =>
  field === 'story' || factFields.some((fact) => fact === field);

function readOpen(cell: Cells): Openness | undefined {
  const text = cell.text('openness');
  return text === '' ? 'confidential' : readOpenness(text, cell.heading('openness'));
}

function readReceivedOn(cell: Cells, today: string, refuse: Refuse): string | undefined {
  const text = cell.text('receivedOn');
  if (text === '') return undefined;
  const day = readDay(text);
  if (day === undefined) refuse('day_invalid', 'receivedOn');
  else if (day > today) refuse('day_in_future', 'receivedOn');
  return day;
}

function readReporter(cell: Cells, name: string, refuse: Refuse): ImportRow['reporter'] {
  const written = cell.text('reporterPhone');
  const sealed = identityFields.filter((field) => cell.text(field) === sealedMark);
  for (const field of sealed) refuse('identity_sealed', field);
  const phone = readPhone(written);
  if (written !== '' && written !== sealedMark && phone === undefined) {
    refuse('phone_invalid', 'reporterPhone');
  }
  if (name === '' && phone === undefined) return undefined;
  return { ...(name !== '' && { name }), ...(phone !== undefined && { phone }) };
}
