import type { Content, TableCell } from 'pdfmake/interfaces.js';
import { setLine } from './paper-text.ts';
import type { PaperPart } from './paper.ts';
import { area, measureWidth, size } from './paper-measures.ts';

type Cell = Extract<PaperPart, { kind: 'cell' }>;
/** One row of a form's table: two short cells beside one another, one across, or plain words. */
export type FormRow =
  | { readonly kind: 'pair'; readonly cells: readonly [Cell, Cell] }
  | { readonly kind: 'wide'; readonly cell: Cell }
  | { readonly kind: 'words'; readonly text: string; readonly isHeading: boolean };

const labelWidth = 88;
/** Where somebody writes by hand: 意见 and 签名 that nobody filled in. */
const tall = 76;
const padding = 5;
const rule = 0.75;

/** Lays cells out: two short ones share a row, an opinion has one of its own. */
export function toFormRows(parts: readonly PaperPart[]): readonly FormRow[] {
  const rows: FormRow[] = [];
  let waiting: Cell | undefined;
  const settle = (): void => {
    if (waiting !== undefined) rows.push({ kind: 'wide', cell: waiting });
    waiting = undefined;
  };
  for (const part of parts) {
    if (part.kind !== 'cell' || !isShort(part)) {
      settle();
      rows.push(
        part.kind === 'cell'
          ? { kind: 'wide', cell: part }
          : { kind: 'words', text: part.text, isHeading: part.kind === 'heading' },
      );
    } else if (waiting === undefined) waiting = part;
    else {
      rows.push({ kind: 'pair', cells: [waiting, part] });
      waiting = undefined;
    }
  }
  settle();
  return rows;
}

/** Room to write in is wanted for an opinion, whether or not it is there already. */
export function isOpinion({ label }: Cell): boolean {
  return /(意见|签名|签收|决定|理由|情况|内容|结论|记录)$/.test(label);
}

/** The table of a form. */
export function toForm(parts: readonly PaperPart[]): Content {
  const rows = toFormRows(parts);
  return {
    table: {
      widths: [labelWidth, '*', labelWidth, '*'],
      heights: rows.map((row) => toHeight(row)),
      body: rows.map((row) => toCells(row)),
      dontBreakRows: true,
    },
    layout: {
      hLineWidth: () => rule,
      vLineWidth: () => rule,
      paddingLeft: () => padding,
      paddingRight: () => padding,
      paddingTop: () => padding,
      paddingBottom: () => padding,
    },
  };
}

function isShort(cell: Cell): boolean {
  const room = area.width / 2 - labelWidth - padding * 4;
  return !isOpinion(cell) && measureWidth(cell.text, size.form) <= room;
}

function toHeight(row: FormRow): number {
  return row.kind === 'wide' && isOpinion(row.cell) ? tall : 22;
}

function toCells(row: FormRow): TableCell[] {
  if (row.kind === 'pair') return row.cells.flatMap((cell) => [toLabel(cell), toValue(cell)]);
  if (row.kind === 'wide') {
    return [toLabel(row.cell), { ...toValue(row.cell), colSpan: 3 }, {}, {}];
  }
  return [{ ...setLine(row.text, size.form, 20), bold: row.isHeading, colSpan: 4 }, {}, {}, {}];
}

const toLabel = (cell: Cell) => ({
  ...setLine(cell.label, size.form, 20),
  alignment: 'center' as const,
  verticalAlignment: 'middle' as const,
});
const toValue = (cell: Cell) =>
  isOpinion(cell) && cell.text === ''
    ? { ...setLine(`\n${byHand}`, size.form, 30), alignment: 'right' as const }
    : { ...setLine(cell.text, size.form, 20), verticalAlignment: 'middle' as const };

/** Where nobody wrote an opinion yet. */
const byHand = '签名：　　　　　　年　　月　　日';
