import type { Content } from 'pdfmake/interfaces.js';
import type { Paper } from './paper.ts';
import { setLine } from './paper-text.ts';
import {
  area,
  headDrop,
  letterHeadTop,
  letterRule,
  linePitch,
  red,
  ruleGap,
  sheet,
  size,
  toHeadSize,
} from './paper-measures.ts';

/** Where the red line of a letter is; its head is one line of text in the top margin. */
const letterLineTop = letterHeadTop + 46 * 1.15 + ruleGap;
const letterLineLeft = (sheet.width - letterRule.width) / 2;

/** 版头: who issues, under which number, and the red line. */
export function toHead(paper: Paper): readonly Content[] {
  if (paper.layout === 'form') return toFormHead(paper);
  return paper.layout === 'file' ? toFileHead(paper) : toLetterHead(paper);
}

function toFileHead({ head, number = '' }: Paper): readonly Content[] {
  const headSize = toHeadSize(head);
  return [
    {
      ...setLine(head, headSize, headSize * 1.2),
      bold: true,
      color: red,
      alignment: 'center',
      margin: [0, headDrop, 0, linePitch * 1.4],
    },
    { ...setLine(number, size.body, linePitch * 0.8), alignment: 'center' },
    {
      canvas: [toRule(0, area.width, 0, 1.4)],
      margin: [0, ruleGap, 0, linePitch * 2],
    },
  ];
}

function toLetterHead({ head, number = '' }: Paper): readonly Content[] {
  const headSize = toHeadSize(head);
  return [
    {
      ...setLine(head, headSize, headSize * 1.2),
      bold: true,
      color: red,
      alignment: 'center',
      absolutePosition: { x: area.left, y: letterHeadTop },
    },
    {
      canvas: toDoubleRule(3, 1),
      absolutePosition: { x: letterLineLeft, y: letterLineTop },
    },
    {
      ...setLine(number, size.body, linePitch),
      alignment: 'right',
      margin: [0, letterLineTop + 10 - area.top, 0, linePitch * 2],
    },
  ];
}

/** A form is used inside: its head is black and small. */
function toFormHead({ organ, title, number }: Paper): readonly Content[] {
  return [
    { ...setLine(organ, size.body, linePitch), alignment: 'center' },
    { ...setLine(title, size.title, 40), bold: true, alignment: 'center' },
    {
      ...setLine(number ?? '', size.form, 22),
      alignment: 'right',
      margin: [0, 4, 0, 4],
    },
  ];
}

/** The lines at the foot of a letter's first page, thin above thick (clause 10.1). */
export function toLetterFootRule(): Content {
  return {
    canvas: toDoubleRule(1, 3),
    absolutePosition: { x: letterLineLeft, y: sheet.height - letterRule.fromBottom },
  };
}

function toDoubleRule(first: number, second: number) {
  return [
    toRule(0, letterRule.width, 0, first),
    toRule(0, letterRule.width, first / 2 + second / 2 + 2, second),
  ];
}

function toRule(from: number, to: number, y: number, lineWidth: number) {
  return { type: 'line' as const, x1: from, y1: y, x2: to, y2: y, lineWidth, lineColor: red };
}
