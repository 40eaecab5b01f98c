import type { Paragraph, Table, TableCell } from 'docx';
import { setParagraph, toTwips, type Docx } from './docx-text.ts';
import { toByHand, isOpinion, labelWidth, tall, type Cell, type Row } from './paper-form.ts';
import { area, recordRule, size } from './paper-measures.ts';
import { toChineseDay, type Paper, type PaperPart } from './paper.ts';

const half = (points: number): number => points * 2;
/** In a cell's width its margins count. */
const labelTwips = toTwips(labelWidth + 12);
const restTwips = toTwips(area.width / 2) - labelTwips;

/** The table of a form: labels and what stands beside them. */
export function setCells(docx: Docx, rows: readonly Row[]): Table {
  return new docx.Table({
    width: { size: toTwips(area.width), type: docx.WidthType.DXA },
    columnWidths: [labelTwips, restTwips, labelTwips, restTwips],
    layout: docx.TableLayoutType.FIXED,
    rows: rows.map((row) => {
      const cells = row.kind === 'pair' ? row.cells : [row.cell];
      const isTall = row.kind === 'wide' && isOpinion(row.cell);
      return new docx.TableRow({
        cantSplit: true,
        height: { value: toTwips(isTall ? tall : 30), rule: docx.HeightRule.ATLEAST },
        children: cells.flatMap((cell) => [
          setCell(docx, cell.label, { width: labelTwips, isLabel: true }),
          setValue(docx, cell, row.kind === 'wide'),
        ]),
      });
    }),
  });
}

function setValue(docx: Docx, cell: Cell, isWide: boolean): TableCell {
  const width = isWide ? restTwips * 2 + labelTwips : restTwips;
  const span = isWide ? 3 : 1;
  return isOpinion(cell) && cell.text === ''
    ? setCell(docx, toByHand(cell), { width, span, isByHand: true })
    : setCell(docx, cell.text, { width, span });
}

/** A table with a heading over each column. */
export function setTable(
  docx: Docx,
  { columns, rows }: Extract<PaperPart, { kind: 'table' }>,
): Table {
  const width = Math.floor(toTwips(area.width) / Math.max(1, columns.length));
  const toRow = (texts: readonly string[], isLabel: boolean) =>
    new docx.TableRow({
      cantSplit: true,
      tableHeader: isLabel,
      children: columns.map((_, at) => setCell(docx, texts[at] ?? '', { width, isLabel })),
    });
  return new docx.Table({
    width: { size: toTwips(area.width), type: docx.WidthType.DXA },
    columnWidths: columns.map(() => width),
    layout: docx.TableLayoutType.FIXED,
    rows: [toRow(columns, true), ...rows.map((row) => toRow(row, false))],
  });
}

type CellLook = {
  readonly width: number;
  readonly span?: number;
  readonly isLabel?: boolean;
  readonly isByHand?: boolean;
};

function setCell(
  docx: Docx,
  text: string,
  { width, span = 1, isLabel = false, isByHand = false }: CellLook,
): TableCell {
  const { AlignmentType, VerticalAlignTable, WidthType } = docx;
  return new docx.TableCell({
    width: { size: width, type: WidthType.DXA },
    columnSpan: span,
    verticalAlign: isByHand ? VerticalAlignTable.BOTTOM : VerticalAlignTable.CENTER,
    margins: { left: 100, right: 100, top: 60, bottom: 60 },
    children: text.split('\n').map((line) =>
      setParagraph(
        docx,
        line,
        { size: half(size.form) },
        {
          pitch: 20,
          ...(isLabel && { alignment: AlignmentType.CENTER }),
          ...(isByHand && { alignment: AlignmentType.RIGHT }),
        },
      ),
    ),
  });
}

/** 版记, set at the foot of the last page. */
export function setRecord(docx: Docx, { layout, copies, printed }: Paper): readonly Table[] {
  const copied = copies.length === 0 ? [] : [[`抄送：${copies.join('，')}。`]];
  const last = printed === undefined ? [] : [[printed.by, `${toChineseDay(printed.day)}印发`]];
  const lines = [...copied, ...last];
  if (layout === 'form' || lines.length === 0) return [];
  const { BorderStyle, TableAnchorType, RelativeVerticalPosition, WidthType } = docx;
  const none = { style: BorderStyle.NONE, size: 0 };
  const toRule = (points: number) =>
    layout === 'letter'
      ? none
      : { style: BorderStyle.SINGLE, size: Math.round(points * 8), color: '000000' };
  const { outer, inner } = recordRule;
  return [
    new docx.Table({
      width: { size: toTwips(area.width), type: WidthType.DXA },
      columnWidths: [recordTwips, recordTwips],
      float: {
        horizontalAnchor: TableAnchorType.MARGIN,
        verticalAnchor: TableAnchorType.MARGIN,
        absoluteHorizontalPosition: 0,
        relativeVerticalPosition: RelativeVerticalPosition.BOTTOM,
      },
      rows: lines.map((texts, index) => {
        const top = toRule(index === 0 ? outer : inner);
        const bottom = toRule(index === lines.length - 1 ? outer : inner);
        const borders = { top, bottom, left: none, right: none };
        return new docx.TableRow({
          children: texts.map(
            (text, at) =>
              new docx.TableCell({
                borders,
                columnSpan: texts.length === 1 ? 2 : 1,
                margins: { left: toTwips(size.small), right: toTwips(size.small) },
                children: [setRecordLine(docx, text, at === 0)],
              }),
          ),
        });
      }),
    }),
  ];
}

const recordTwips = toTwips(area.width / 2);

function setRecordLine(docx: Docx, text: string, isLeft: boolean): Paragraph {
  const { LEFT, RIGHT } = docx.AlignmentType;
  const run = { size: half(size.small) };
  return setParagraph(docx, text, run, { pitch: 24, alignment: isLeft ? LEFT : RIGHT });
}
