import { identityFields } from './fields.ts';
import type { ImportPlan } from './plan.ts';
import { sealedMark, toPlainCell, type CellFault } from './read-row.ts';

/** The words of an error file: the headings of its columns, and those of each fault. */
export type ErrorWords = {
  readonly row: string;
  readonly column: string;
  readonly fault: string;
  readonly mend: string;
  readonly ofFault: (fault: CellFault) => {
    readonly column: string;
    readonly fault: string;
    readonly mend: string;
  };
};

/**
 * The rows that were not taken, whole, so that they can be mended and brought in again, each with what is wrong with
 * which cell in the columns behind. Without `holdsIdentity` a mark stands for names and numbers, and the row is refused
 * until they are filled in.
 */
export function toErrorRows(
  { sheet, fields, faults }: ImportPlan,
  words: ErrorWords,
  holdsIdentity: boolean,
): readonly (readonly string[])[] {
  const byRow = new Map<number, CellFault[]>();
  for (const fault of faults) byRow.set(fault.row, [...(byRow.get(fault.row) ?? []), fault]);
  const isHidden = (at: number): boolean =>
    !holdsIdentity && identityFields.some((field) => field === fields[at]);
  const toCell = (cell: string, at: number): string =>
    isHidden(at) && cell.trim() !== '' ? sealedMark : toPlainCell(cell);
  const bad = sheet.rows.flatMap(({ number, cells }) => {
    const said = byRow.get(number)?.map(words.ofFault);
    if (said === undefined) return [];
    const own = sheet.headings.map((_, at) => toCell(cells[at] ?? '', at));
    const told = (['column', 'fault', 'mend'] as const).map((part) =>
      said.map((one) => one[part]).join('\n'),
    );
    return [[...own, String(number), ...told]];
  });
  return [[...sheet.headings, words.row, words.column, words.fault, words.mend], ...bad];
}
