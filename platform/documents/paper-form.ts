import type { Content, TableCell } from 'pdfmake/interfaces.js';
import { setLine } from './paper-text.ts';
import type { PaperPart } from './paper.ts';
import { area, measureWidth, size } from './paper-measures.ts';

export type Cell = Extract<PaperPart, { kind: 'cell' }>;
type Table = Extract<PaperPart, { kind: 'table' }>;
export type Row =
  | { readonly kind: 'pair'; readonly cells: readonly [Cell, Cell] }
  | { readonly kind: 'wide'; readonly cell: Cell };
/** Cells that follow one another are one table; what stands between them is as in any paper. */
export type FormBlock =
  | { readonly kind: 'cells'; readonly rows: readonly Row[] }
  | { readonly kind: 'part'; readonly part: Exclude<PaperPart, Cell> };

export const labelWidth = 98;
/** Where somebody writes by hand: 意见 and 签名 that nobody filled in. */
export const tall = 64;
const padding = 5;
const rule = 0.75;

/** The parts of a form in blocks; two short cells share a row, an opinion has one of its own. */
export function toFormBlocks(parts: readonly PaperPart[]): readonly FormBlock[] {
  const blocks: FormBlock[] = [];
  let cells: Cell[] = [];
  const settle = (): void => {
    if (cells.length > 0) blocks.push({ kind: 'cells', rows: toRows(cells) });
    cells = [];
  };
  for (const part of parts) {
    if (part.kind === 'cell') cells.push(part);
    else {
      settle();
      blocks.push({ kind: 'part', part });
    }
  }
  settle();
  return blocks;
}

function toRows(cells: readonly Cell[]): readonly Row[] {
  const rows: Row[] = [];
  for (const cell of cells) {
    const last = rows.at(-1);
    if (last?.kind === 'wide' && isShort(last.cell) && isShort(cell)) {
      rows[rows.length - 1] = { kind: 'pair', cells: [last.cell, cell] };
    } else rows.push({ kind: 'wide', cell });
  }
  return rows;
}

/** Room to write in is wanted for an opinion, whether or not it is there already. */
export function isOpinion({ label }: Cell): boolean {
  return /(意见|签名|签收|决定|理由|情况|内容|结论|记录)$/.test(label);
}

/** The table of a form. */
export function toCellTable(rows: readonly Row[]): Content {
  return {
    table: {
      widths: [labelWidth, '*', labelWidth, '*'],
      heights: rows.map((row) => toHeight(row)),
      body: rows.map((row) => toCells(row)),
      dontBreakRows: true,
    },
    layout: lines,
    margin: [0, 0, 0, 8],
  };
}

/** A table with a heading over each column, repeated on the next page. */
export function toPlainTable({ columns, rows }: Table): Content {
  return {
    table: {
      headerRows: 1,
      dontBreakRows: true,
      widths: columns.map(() => '*'),
      body: [
        columns.map((text) => ({
          ...setLine(text, size.form, 20),
          bold: true,
          alignment: 'center' as const,
        })),
        ...rows.map((row) => columns.map((_, at) => setLine(row[at] ?? '', size.form, 20))),
      ],
    },
    layout: lines,
    margin: [0, 4, 0, 4],
  };
}

const lines = {
  hLineWidth: () => rule,
  vLineWidth: () => rule,
  paddingLeft: () => padding,
  paddingRight: () => padding,
  paddingTop: () => padding,
  paddingBottom: () => padding,
};

function isShort(cell: Cell): boolean {
  const room = area.width / 2 - labelWidth - padding * 4;
  return !isOpinion(cell) && measureWidth(cell.text, size.form) <= room;
}

function toHeight(row: Row): number {
  return row.kind === 'wide' && isOpinion(row.cell) ? tall : 22;
}

function toCells(row: Row): TableCell[] {
  if (row.kind === 'pair') return row.cells.flatMap((cell) => [toLabel(cell), toValue(cell)]);
  return [toLabel(row.cell), { ...toValue(row.cell), colSpan: 3 }, {}, {}];
}

const toLabel = (cell: Cell) => ({
  ...setLine(cell.label, size.form, 20),
  alignment: 'center' as const,
  verticalAlignment: 'middle' as const,
});
const toValue = (cell: Cell) =>
  isOpinion(cell) && cell.text === ''
    ? { ...setLine(`\n${toByHand(cell)}`, size.form, 26), alignment: 'right' as const }
    : { ...setLine(cell.text, size.form, 20), verticalAlignment: 'middle' as const };

/** Where nobody wrote an opinion yet. */
export const toByHand = ({ label }: Cell): string =>
  `${/签[名收]$/.test(label) ? '' : '签名：　　　　　　'}年　　月　　日`;
