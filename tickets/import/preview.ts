import { identityFields, type ImportField } from './fields.ts';
import type { ImportPlan } from './plan.ts';
import { toPlainCell, type CellFault, type ImportFault, type ImportRow } from './read-row.ts';

/** A cell as a screen may show it: of who reported only that it is filled in. */
export type PreviewCell = {
  readonly field: ImportField;
  readonly heading: string;
  readonly text: string;
  readonly isSealed: boolean;
  readonly faults: readonly ImportFault[];
};

export type PreviewRow = {
  readonly row: number;
  /** What the row becomes; absent where a cell is wrong. */
  readonly ticket?: Pick<ImportRow, 'kind' | 'source' | 'openness' | 'receivedOn'>;
  readonly cells: readonly PreviewCell[];
};

/** How often what is wrong in which column. */
export type FaultCount = Pick<CellFault, 'field' | 'heading' | 'reason'> & {
  readonly count: number;
};

/** The first rows of a plan, cell by cell. */
export function previewRows(
  { sheet, fields, rows, faults }: ImportPlan,
  count: number,
): readonly PreviewRow[] {
  return sheet.rows.slice(0, count).map(({ number, cells }) => {
    const ofRow = faults.filter(({ row }) => row === number);
    const ticket = rows.find(({ row }) => row === number);
    const shown = fields.flatMap((field, at) =>
      field === 'ignore' ? [] : [toCell(field, sheet.headings[at] ?? '', cells[at] ?? '', ofRow)],
    );
    const told = new Set(shown.map(({ field }) => field));
    // A column that the file does not have has no cell of its own.
    const absent = ofRow.filter(({ field }) => !told.has(field));
    const more = absent.map(({ field }) => toCell(field, '', '', ofRow));
    return { row: number, ...(ticket && { ticket: toHead(ticket) }), cells: [...shown, ...more] };
  });
}

/** What is wrong in the whole file, the most frequent first. */
export function countFaults({ faults }: ImportPlan): readonly FaultCount[] {
  const counts = new Map<string, FaultCount>();
  for (const { field, heading, reason } of faults) {
    const key = `${field} ${reason}`;
    const count = (counts.get(key)?.count ?? 0) + 1;
    counts.set(key, { field, heading, reason, count });
  }
  return [...counts.values()].toSorted((a, b) => b.count - a.count);
}

function toCell(
  field: ImportField,
  heading: string,
  cell: string,
  faults: readonly CellFault[],
): PreviewCell {
  const text = toPlainCell(cell);
  const isIdentity = identityFields.includes(field);
  return {
    field,
    heading,
    text: isIdentity ? '' : text,
    isSealed: isIdentity && text !== '',
    faults: faults.filter((fault) => fault.field === field).map(({ reason }) => reason),
  };
}

function toHead({
  kind,
  source,
  openness,
  receivedOn,
}: ImportRow): NonNullable<PreviewRow['ticket']> {
  return { kind, source, openness, ...(receivedOn !== undefined && { receivedOn }) };
}
