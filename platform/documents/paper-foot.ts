import { toString as toQr } from 'qrcode';
import type { Content, DynamicBackground, DynamicContent } from 'pdfmake/interfaces.js';
import { toLetterFootRule } from './paper-head.ts';
import { toChineseDay, type Paper } from './paper.ts';
import {
  area,
  black,
  codeSize,
  measureWidth,
  pageNumberDrop,
  recordRule,
  sheet,
  size,
} from './paper-measures.ts';
import { setLine } from './paper-text.ts';

const recordPitch = 24;
const inset = size.small;

/** 版记 at the foot of the last page (clause 7.4). It takes a free place of its height, on a new page if need be. */
export function toRecord({ layout, copies, printed }: Paper): readonly Content[] {
  if (layout === 'form') return [];
  const copied = copies.length === 0 ? '' : `抄送：${copies.join('，')}。`;
  if (copied === '' && printed === undefined) return [];
  const room = area.width - inset * 2;
  const lines = Math.ceil(measureWidth(copied, size.small) / room);
  const height = (lines + (printed === undefined ? 0 : 1)) * recordPitch + 6;
  const isBare = layout === 'letter';
  const place = { x: area.left, y: sheet.height - area.bottom - height };
  const ruleAt = (y: number, lineWidth: number): Content => ({
    canvas: [{ type: 'line', x1: 0, y1: 0, x2: area.width, y2: 0, lineWidth, lineColor: black }],
    absolutePosition: { x: place.x, y: place.y + y },
  });
  const { outer, inner } = recordRule;
  return [
    toFree(height),
    {
      absolutePosition: { x: place.x + inset, y: place.y + 2 },
      stack: [
        ...(copied === '' ? [] : [toCopied(copied)]),
        ...(printed === undefined ? [] : [toPrinted(printed)]),
      ],
    },
    ...(isBare
      ? []
      : [
          ruleAt(0, outer),
          ...(copied === '' || printed === undefined
            ? []
            : [ruleAt(lines * recordPitch + 2, inner)]),
          ruleAt(height, outer),
        ]),
  ];
}

/** Free height that is kept together. */
function toFree(height: number): Content {
  return {
    unbreakable: true,
    stack: [
      {
        table: { heights: [height], widths: [1], body: [[{ text: '', fontSize: 1 }]] },
        layout: { defaultBorder: false, paddingTop: () => 0, paddingBottom: () => 0 },
      },
    ],
  };
}

function toCopied(words: string): Content {
  return { ...setLine(words, size.small, recordPitch), margin: [0, 0, inset, 0] };
}

function toPrinted({ by, day }: NonNullable<Paper['printed']>): Content {
  return {
    margin: [0, 0, inset, 0],
    columns: [
      { ...setLine(by, size.small, recordPitch), width: '*' },
      {
        ...setLine(`${toChineseDay(day)}印发`, size.small, recordPitch),
        width: measureWidth(`${toChineseDay(day)}印发`, size.small) + 8,
        alignment: 'right',
      },
    ],
  };
}

/** Page numbers, outside on either side (clause 7.5); a letter's first page has none (10.1). */
export function toFooter({ layout }: Paper): DynamicContent {
  return (page) => ({
    ...setLine(layout === 'letter' && page === 1 ? '' : `— ${String(page)} —`, size.small, 18),
    alignment: page % 2 === 1 ? 'right' : 'left',
    margin: [area.left + size.small, pageNumberDrop, area.right + size.small, 0],
  });
}

/** What stands beside the words on the first page: the code that checks the paper, and a letter's lower lines. */
export async function toBackground({ layout, check }: Paper): Promise<DynamicBackground> {
  const code = check === undefined ? [] : await toCheck(check, layout);
  const rules = layout === 'letter' ? [toLetterFootRule()] : [];
  return (page) => (page === 1 ? [...code, ...rules] : []);
}

async function toCheck(
  { code, url }: NonNullable<Paper['check']>,
  layout: Paper['layout'],
): Promise<Content[]> {
  const [width, drop] = layout === 'letter' ? [codeSize * 0.7, 4] : [codeSize, 12];
  const svg = await toQr(url, { type: 'svg', margin: 0, errorCorrectionLevel: 'M' });
  const y = sheet.height - area.bottom + drop;
  const x = area.left + width + 6;
  return [
    { svg, width, absolutePosition: { x: area.left, y } },
    ...checkWords.map((words, line) => ({
      ...setLine(words + (line === 1 ? code : ''), size.fine, 11),
      absolutePosition: { x, y: y + width / 2 - 11 + line * 11 },
    })),
  ];
}

/** Beside the code, above its letters. */
export const checkWords = ['扫码核验本文书', '验真码 '] as const;
