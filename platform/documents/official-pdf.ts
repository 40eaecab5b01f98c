import type { Content } from 'pdfmake/interfaces.js';
import type { PdfDefinition } from './create-pdf.ts';
import { toBackground, toFooter, toRecord } from './paper-foot.ts';
import { toCellTable, toFormBlocks, toPlainTable } from './paper-form.ts';
import { toHead } from './paper-head.ts';
import { area, black, linePitch, measureWidth, size } from './paper-measures.ts';
import { setLine, toAttachments, toBodyText, toSignature } from './paper-text.ts';
import { toChineseDay, type Paper, type PaperPart } from './paper.ts';

/** A paper after GB/T 9704—2012, or as a form; unsealed it bears 未用印. */
export async function toPdfDefinition(paper: Paper): Promise<PdfDefinition> {
  return {
    pageSize: 'A4',
    pageMargins: [area.left, area.top, area.right, area.bottom],
    info: { title: paper.title, author: paper.organ },
    defaultStyle: { fontSize: size.body, color: black },
    footer: toFooter(paper),
    background: await toBackground(paper),
    // A heading goes with what it is over.
    pageBreakBefore: ({ headlineLevel }, { getFollowingNodesOnPage }) =>
      headlineLevel !== undefined && getFollowingNodesOnPage().length === 0,
    content: [...toHead(paper), ...toBody(paper), ...toRecord(paper)],
    ...(!paper.isSealed && {
      watermark: { text: '未用印', color: '#5b6470', opacity: 0.14, bold: true, angle: -45 },
    }),
  };
}

function toBody(paper: Paper): readonly Content[] {
  const { layout, title, addressee, parts, attachments, organ } = paper;
  const day = paper.day === undefined ? undefined : toChineseDay(paper.day);
  // A form is signed in its cells.
  if (layout === 'form' && parts.some(({ kind }) => kind === 'cell')) return toBlocks(parts);
  const lines = toBlocks(parts);
  const signature = [...toAttachments(attachments), toSignature(organ, day)];
  // A signature never stands alone on a page: the body's last words go with it.
  const isKept = canKeep(parts.at(-1));
  return [
    ...(layout === 'form' ? [] : [toTitle(title)]),
    ...(addressee === undefined ? [] : [setLine(`${addressee}：`, size.body, linePitch)]),
    ...(isKept ? lines.slice(0, -1) : lines),
    { unbreakable: true, stack: [...(isKept ? lines.slice(-1) : []), ...signature] },
  ];
}

/** What is kept together has to fit on a page. */
function canKeep(part: PaperPart | undefined): boolean {
  if (part === undefined || part.kind === 'table') return false;
  return measureWidth(part.text, size.body) < area.width * mostKeptLines;
}

const mostKeptLines = 12;

const toTitle = (title: string): Content => ({
  ...setLine(title, size.title, linePitch * 1.25),
  bold: true,
  alignment: 'center',
  margin: [size.body * 2, 0, size.body * 2, linePitch],
});

function toBlocks(parts: readonly PaperPart[]): readonly Content[] {
  return toFormBlocks(parts).map((block) => {
    if (block.kind === 'cells') return toCellTable(block.rows);
    return block.part.kind === 'table' ? toPlainTable(block.part) : toBodyText(block.part);
  });
}
