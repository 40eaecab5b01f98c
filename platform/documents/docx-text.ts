import type * as DocxLibrary from 'docx';
import type { IParagraphOptions, IRunOptions, Paragraph } from 'docx';
import { linePitch, measureWidth, size } from './paper-measures.ts';
import { toChineseDay, type Paper, type PaperPart } from './paper.ts';

/** The library as it was loaded with the first paper. */
export type Docx = typeof DocxLibrary;

/** Word measures in twentieths of a point. */
export const toTwips = (points: number): number => Math.round(points * 20);

/** 3号 in half points: Word's is 16 points, the grid of the page draws 28 of them together on a line. */
const bodyHalfPoints = 32;

/** By the names that word processors in China know; `docx-fonts.ts` says what takes the place of one that is missing. */
const toFont = (eastAsia: string) => ({
  ascii: 'Times New Roman',
  hAnsi: 'Times New Roman',
  cs: 'Times New Roman',
  eastAsia,
});
export const fonts = {
  body: toFont('仿宋_GB2312'),
  heading: toFont('黑体'),
  subheading: toFont('楷体_GB2312'),
  title: toFont('方正小标宋简体'),
  song: toFont('宋体'),
} as const;

type Look = Omit<IParagraphOptions, 'children' | 'text'> & { readonly pitch?: number };

/** One paragraph of one run; its lines are exactly `pitch` points apart. */
export function setParagraph(
  { Paragraph: Block, TextRun, LineRuleType }: Docx,
  text: string,
  run: IRunOptions = {},
  { pitch = linePitch, spacing, ...look }: Look = {},
): Paragraph {
  return new Block({
    ...look,
    spacing: { line: toTwips(pitch), lineRule: LineRuleType.EXACT, ...spacing },
    children: [new TextRun({ font: fonts.body, size: bodyHalfPoints, ...run, text })],
  });
}

/** Body text of a paper, two characters in. */
export function setBody(
  docx: Docx,
  part: Exclude<PaperPart, { kind: 'cell' | 'table' }>,
): Paragraph {
  const headings = { 1: fonts.heading, 2: fonts.subheading } as const;
  return setParagraph(
    docx,
    part.text,
    part.kind === 'heading' ? { font: headings[part.level] } : {},
    { alignment: docx.AlignmentType.BOTH, indent: { firstLine: toTwips(size.body * 2) } },
  );
}

export function setAttachments(docx: Docx, names: readonly string[]): readonly Paragraph[] {
  const isOne = names.length === 1;
  return names.map((name, index) => {
    const count = isOne ? name : `${String(index + 1)}．${name}`;
    const left = toTwips(size.body * 5);
    return setParagraph(
      docx,
      index === 0 ? `附件：${count}` : count,
      {},
      {
        ...(index === 0 && { spacing: { before: toTwips(linePitch) } }),
        indent: index === 0 ? { left, hanging: toTwips(size.body * 3) } : { left },
      },
    );
  });
}

/** The organ's name centred on the date, the date four characters from the right. */
export function setSignature(docx: Docx, { organ, day }: Paper): readonly Paragraph[] {
  const words = day === undefined ? '　　　　年　　月　　日' : toChineseDay(day);
  const shift = (measureWidth(words, size.body) - measureWidth(organ, size.body)) / 2;
  const toLook = (right: number) => ({
    alignment: docx.AlignmentType.RIGHT,
    keepLines: true,
    indent: { right: toTwips(Math.max(0, right)) },
  });
  return [
    setParagraph(
      docx,
      organ,
      {},
      {
        ...toLook(size.body * 4 + shift),
        keepNext: true,
        spacing: { before: toTwips(linePitch * 2) },
      },
    ),
    setParagraph(docx, words, {}, toLook(size.body * 4)),
  ];
}
