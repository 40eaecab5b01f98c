import type { Content, ContentText } from 'pdfmake/interfaces.js';
import type { PaperPart } from './paper.ts';
import { area, linePitch, measureWidth, size } from './paper-measures.ts';

/** What one line of the font takes of its size: its ascender and descender together. */
const fontLine = 1.437;

/** Text whose lines are `pitch` points apart. */
export function setLine(text: string, fontSize: number, pitch: number): ContentText {
  return { text, fontSize, lineHeight: pitch / (fontSize * fontLine) };
}

/** A line of the body, its first two characters free (clause 7.3.3). */
export function toBodyText(part: Exclude<PaperPart, { kind: 'cell' | 'table' }>): Content {
  return {
    ...setLine(part.text, size.body, linePitch),
    alignment: 'justify',
    leadingIndent: size.body * 2,
    ...(part.kind === 'heading' && { headlineLevel: part.level, bold: part.level === 1 }),
  };
}

/** Clause 7.3.4: one free line below the body, indented by two characters, the later names under the first. */
export function toAttachments(names: readonly string[]): readonly Content[] {
  if (names.length === 0) return [];
  const isOne = names.length === 1;
  return [
    {
      margin: [size.body * 2, linePitch, 0, 0],
      columns: [
        { ...setLine('附件：', size.body, linePitch), width: size.body * 3 },
        {
          width: '*',
          stack: names.map((name, index) =>
            setLine(isOne ? name : `${String(index + 1)}．${name}`, size.body, linePitch),
          ),
        },
      ],
    },
  ];
}

/** Clause 7.3.5.1: the date four characters from the right, the organ's name centred on it. */
export function toSignature(organ: string, day: string | undefined): Content {
  const organWidth = measureWidth(organ, size.body);
  const dayWidth = measureWidth(day ?? '　　　　年　月　日', size.body);
  const width = Math.min(area.width, Math.max(organWidth, dayWidth) + 6);
  const right = Math.max(0, size.body * 4 - (width - dayWidth) / 2);
  return {
    margin: [Math.max(0, area.width - width - right), linePitch * 2, right, 0],
    stack: [centre(organ), centre(day ?? '年　　月　　日')],
  };
}

const centre = (text: string): Content => ({
  ...setLine(text, size.body, linePitch),
  alignment: 'center',
});
