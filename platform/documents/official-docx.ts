import type { FileChild, ISectionOptions } from 'docx';
import { fontTable } from './docx-fonts.ts';
import { redHex, setFirstFoot, setLetterHead, setMark, setNumber } from './docx-edges.ts';
import {
  fonts,
  setAttachments,
  setBody,
  setParagraph,
  setSignature,
  toTwips,
  type Docx,
} from './docx-text.ts';
import { setCells, setRecord, setTable } from './docx-table.ts';
import { toFormBlocks } from './paper-form.ts';
import {
  area,
  codeSize,
  headDrop,
  letterHeadTop,
  linePitch,
  pageNumberDrop,
  ruleGap,
  sheet,
  size,
  toHeadSize,
} from './paper-measures.ts';
import type { Paper, PaperPart } from './paper.ts';

/** Word counts a narrower pitch of characters in 4096ths of a point: 28 of 16 points in 156 mm. */
const charSpace = Math.round((area.width / 28 - 16) * 4096);

/** A paper for word processors, in the form of GB/T 9704—2012. */
export async function createDocx(paper: Paper): Promise<Buffer> {
  // Comes with the first paper that somebody wants in this form.
  const docx = await import('docx');
  const file = new docx.Document({
    title: paper.title,
    creator: paper.organ,
    // Quotation marks are as wide as Han characters.
    styles: { default: { document: { run: { language: { eastAsia: 'zh-CN' } } } } },
    evenAndOddHeaderAndFooters: true,
    sections: [await toSection(docx, paper)],
  });
  return docx.Packer.toBuffer(file, undefined, [fontTable]);
}

async function toSection(docx: Docx, paper: Paper): Promise<ISectionOptions> {
  const { Footer, Header } = docx;
  const mark = setMark(docx, paper);
  const numbers = { odd: setNumber(docx, true), even: setNumber(docx, false) };
  const first = await setFirstFoot(docx, paper);
  return {
    properties: {
      titlePage: true,
      grid: {
        type: docx.DocumentGridType.LINES_AND_CHARS,
        linePitch: toTwips(linePitch),
        charSpace,
      },
      page: {
        size: { width: toTwips(sheet.width), height: toTwips(sheet.height) },
        margin: {
          top: toTwips(area.top),
          bottom: toTwips(area.bottom),
          left: toTwips(area.left),
          right: toTwips(area.right),
          header: toTwips(paper.layout === 'letter' ? letterHeadTop : headDrop / 2),
          footer: toTwips(area.bottom - pageNumberDrop - codeSize),
        },
      },
    },
    headers: {
      first: new Header({ children: [...mark, ...setLetterHead(docx, paper)] }),
      default: new Header({ children: mark }),
      even: new Header({ children: mark }),
    },
    footers: {
      first: new Footer({ children: first }),
      default: new Footer({ children: [numbers.odd] }),
      even: new Footer({ children: [numbers.even] }),
    },
    children: endInParagraph(docx, [
      ...setHead(docx, paper),
      ...setWords(docx, paper),
      ...setRecord(docx, paper),
    ]),
  };
}

/** Word puts a line of its own after a table that ends the text, which may need another page; this one takes no room. */
function endInParagraph(docx: Docx, blocks: readonly FileChild[]): FileChild[] {
  const isTable = blocks.at(-1) instanceof docx.Table;
  return [...blocks, ...(isTable ? [setParagraph(docx, '', { size: 2 }, { pitch: 1 })] : [])];
}

function setWords(docx: Docx, paper: Paper): FileChild[] {
  const { layout, title, addressee, parts, attachments } = paper;
  // A form is signed in its cells.
  if (layout === 'form' && parts.some(({ kind }) => kind === 'cell')) return setParts(docx, parts);
  return [
    ...(layout === 'form' ? [] : [setTitle(docx, title)]),
    ...(addressee === undefined ? [] : [setParagraph(docx, `${addressee}：`)]),
    ...setParts(docx, parts),
    ...setAttachments(docx, attachments),
    ...setSignature(docx, paper),
  ];
}

function setTitle(docx: Docx, title: string): FileChild {
  return setParagraph(
    docx,
    title,
    { font: fonts.title, size: size.title * 2 },
    {
      alignment: docx.AlignmentType.CENTER,
      pitch: linePitch * 1.25,
      spacing: { before: toTwips(linePitch), after: toTwips(linePitch) },
    },
  );
}

function setParts(docx: Docx, parts: readonly PaperPart[]): FileChild[] {
  return toFormBlocks(parts).map((block) => {
    if (block.kind === 'cells') return setCells(docx, block.rows);
    return block.part.kind === 'table' ? setTable(docx, block.part) : setBody(docx, block.part);
  });
}

function setHead(docx: Docx, paper: Paper): FileChild[] {
  if (paper.layout === 'form') return setFormHead(docx, paper);
  return paper.layout === 'letter' ? setLetterNumber(docx, paper) : setFileHead(docx, paper);
}

function setFormHead(docx: Docx, { organ, title, number = '' }: Paper): FileChild[] {
  const { CENTER, RIGHT } = docx.AlignmentType;
  const titleFont = { font: fonts.title, size: size.title * 2 };
  return [
    setParagraph(docx, organ, {}, { alignment: CENTER }),
    setParagraph(docx, title, titleFont, { alignment: CENTER, pitch: 40 }),
    setParagraph(docx, number, { size: size.form * 2 }, { alignment: RIGHT, pitch: 24 }),
  ];
}

function setLetterNumber(docx: Docx, { number = '' }: Paper): FileChild[] {
  const alignment = docx.AlignmentType.RIGHT;
  return [setParagraph(docx, number, {}, { alignment, spacing: { after: toTwips(linePitch) } })];
}

function setFileHead(docx: Docx, { head, number = '' }: Paper): FileChild[] {
  const alignment = docx.AlignmentType.CENTER;
  const after = toTwips(linePitch);
  const headSize = toHeadSize(head);
  const line = { style: docx.BorderStyle.SINGLE, size: 12, space: ruleGap, color: redHex };
  return [
    setParagraph(
      docx,
      head,
      { font: fonts.title, size: headSize * 2, color: redHex, bold: true },
      { alignment, pitch: headSize * 1.3, spacing: { before: toTwips(headDrop), after } },
    ),
    setParagraph(docx, number, {}, { alignment, border: { bottom: line }, spacing: { after } }),
  ];
}
