import type { Content } from 'pdfmake/interfaces.js';
import type { CreatePdf, PdfDefinition } from './create-pdf.ts';
import { toBackground, toFooter, toRecord } from './paper-foot.ts';
import { toForm } from './paper-form.ts';
import { toHead } from './paper-head.ts';
import { area, black, linePitch, size } from './paper-measures.ts';
import { setLine, toAttachments, toBodyText, toSignature } from './paper-text.ts';
import { toChineseDay, type Paper } from './paper.ts';

/** Prints a paper after GB/T 9704—2012, or as a form; unsealed it bears 未用印. */
export function createPrintPaper(createPdf: CreatePdf) {
  return async function printPaper(paper: Paper): Promise<Buffer> {
    return createPdf(await toPdfDefinition(paper));
  };
}

/** The whole page: everything that the sheet shows. */
export async function toPdfDefinition(paper: Paper): Promise<PdfDefinition> {
  return {
    pageSize: 'A4',
    pageMargins: [area.left, area.top, area.right, area.bottom],
    info: { title: paper.title, author: paper.organ },
    defaultStyle: { fontSize: size.body, color: black },
    footer: toFooter(paper),
    background: await toBackground(paper),
    content: [...toHead(paper), ...toBody(paper), ...toRecord(paper)],
    ...(!paper.isSealed && {
      watermark: { text: '未用印', color: '#5b6470', opacity: 0.14, bold: true, angle: -45 },
    }),
  };
}

function toBody(paper: Paper): readonly Content[] {
  const { layout, title, addressee, parts, attachments, organ } = paper;
  const day = paper.day === undefined ? undefined : toChineseDay(paper.day);
  if (layout === 'form') return [toForm(parts)];
  const lines = parts.map((part) => toBodyText(part));
  const last = lines.at(-1) ?? '';
  return [
    {
      ...setLine(title, size.title, linePitch * 1.25),
      bold: true,
      alignment: 'center',
      margin: [size.body * 2, 0, size.body * 2, linePitch],
    },
    ...(addressee === undefined ? [] : [setLine(`${addressee}：`, size.body, linePitch)]),
    ...lines.slice(0, -1),
    // A signature never stands alone on a page: the last line of the body goes with it.
    { unbreakable: true, stack: [last, ...toAttachments(attachments), toSignature(organ, day)] },
  ];
}
