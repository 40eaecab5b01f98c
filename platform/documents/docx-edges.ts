import { toBuffer as toQr } from 'qrcode';
import type { Paragraph } from 'docx';
import { fonts, setParagraph, toTwips, type Docx } from './docx-text.ts';
import { checkWords } from './paper-foot.ts';
import { area, codeSize, letterRule, red, size, toHeadSize } from './paper-measures.ts';
import type { Paper } from './paper.ts';

export const redHex = red.slice(1);
/** How far a letter's lines reach beyond the area, on either side. */
const beyond = toTwips((letterRule.width - area.width) / 2);

/** A letter's head is in the margin of its first page. */
export function setLetterHead(docx: Docx, { layout, head }: Paper): Paragraph[] {
  if (layout !== 'letter') return [];
  const headSize = toHeadSize(head);
  return [
    setParagraph(
      docx,
      head,
      { font: fonts.title, size: headSize * 2, color: redHex, bold: true },
      {
        alignment: docx.AlignmentType.CENTER,
        pitch: headSize * 1.2,
        indent: { left: -beyond, right: -beyond },
        border: {
          bottom: {
            style: docx.BorderStyle.THICK_THIN_SMALL_GAP,
            size: 24,
            space: 4,
            color: redHex,
          },
        },
      },
    ),
  ];
}

/** On every page of a paper that has no seal yet. */
export function setMark(docx: Docx, { isSealed }: Paper): Paragraph[] {
  return isSealed
    ? []
    : [
        setParagraph(
          docx,
          '未用印',
          { font: fonts.heading, size: 44, color: '9AA1AA' },
          {
            alignment: docx.AlignmentType.RIGHT,
            pitch: 26,
          },
        ),
      ];
}

export function setNumber(docx: Docx, isOdd: boolean): Paragraph {
  const { AlignmentType, PageNumber, Paragraph: Block, TextRun } = docx;
  return new Block({
    alignment: isOdd ? AlignmentType.RIGHT : AlignmentType.LEFT,
    indent: { left: toTwips(size.small), right: toTwips(size.small) },
    children: [
      new TextRun({
        font: fonts.song,
        size: size.small * 2,
        children: ['— ', PageNumber.CURRENT, ' —'],
      }),
    ],
  });
}

/** The first page's foot: the code that checks the paper, a letter's lines, else the number. */
export async function setFirstFoot(docx: Docx, { layout, check }: Paper): Promise<Paragraph[]> {
  const code = check === undefined ? [] : [await setCheck(docx, check)];
  if (layout !== 'letter') return [setNumber(docx, true), ...code];
  const line = new docx.Paragraph({
    indent: { left: -beyond, right: -beyond },
    border: {
      top: { style: docx.BorderStyle.THIN_THICK_SMALL_GAP, size: 24, space: 1, color: redHex },
    },
    children: [],
  });
  return [...code, line];
}

async function setCheck(
  docx: Docx,
  { code, url }: NonNullable<Paper['check']>,
): Promise<Paragraph> {
  const data = await toQr(url, { margin: 0, errorCorrectionLevel: 'M', scale: 8 });
  const pixels = Math.round((codeSize * 0.8 * 96) / 72);
  const [scan, spell] = checkWords;
  return new docx.Paragraph({
    children: [
      new docx.ImageRun({
        type: 'png',
        data,
        transformation: { width: pixels, height: pixels },
        altText: { name: 'check', title: scan, description: `${spell}${code}` },
      }),
      new docx.TextRun({
        text: `　${scan}　${spell}${code}`,
        font: fonts.song,
        size: size.fine * 2,
      }),
    ],
  });
}
