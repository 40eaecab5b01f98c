import { toString as toQr } from 'qrcode';
import type { Translate } from '../i18n/index.ts';
import type { Column } from 'pdfmake/interfaces.js';
import type { CreatePdf, PdfDefinition } from './create-pdf.ts';

/** One printed page for a wall. */
export type PointSheet = {
  readonly pointName: string;
  readonly township: string;
  readonly bureauName: string;
  /** Left out while nobody has filled it in. */
  readonly phone?: string;
  /** What the large code holds, and by what it is scanned. */
  readonly main: {
    readonly way: 'official-account' | 'wecom-kf' | 'web-chat';
    readonly url: string;
  };
  /** The web chat, for who has no WeChat or follows nobody. */
  readonly other?: string;
};

const ink = '#1c2733';
const accent = '#1a4f9c';
const quiet = '#4a5768';
/** Centimetres in points. */
const cm = 28.35;
const largeCode = 8.4 * cm;
const smallCode = 2.8 * cm;
const steps = ['scan', 'say', 'follow'] as const;
const matters = ['certificate', 'fine', 'check', 'seizure', 'inaction', 'manner'] as const;

/** Prints contact points, one A4 page each, in Chinese: that is what hangs on the wall. */
export function createPrintSheets({
  createPdf,
  translate,
}: {
  readonly createPdf: CreatePdf;
  readonly translate: Translate;
}) {
  const say = (key: string, values: Readonly<Record<string, string>> = {}): string =>
    translate(`sheet.${key}`, 'zh-CN', values);

  return async function printSheets(sheets: readonly PointSheet[]): Promise<Buffer> {
    const pages = await Promise.all(
      sheets.map(async (sheet, index) => ({
        stack: await toPage(sheet, say),
        ...(index > 0 && { pageBreak: 'before' as const }),
      })),
    );
    return createPdf({
      pageSize: 'A4',
      pageMargins: [1.8 * cm, 1.5 * cm, 1.8 * cm, 1.2 * cm],
      info: { title: say('title') },
      defaultStyle: { fontSize: 13, lineHeight: 1.25, color: ink },
      content: pages,
    });
  };
}

type Say = (key: string, values?: Readonly<Record<string, string>>) => string;
type Part = NonNullable<Exclude<PdfDefinition['content'], string | readonly unknown[]>>;

async function toPage(sheet: PointSheet, say: Say): Promise<Part[]> {
  const { main, other, phone } = sheet;
  return [
    { text: sheet.bureauName, alignment: 'center', fontSize: 15, color: quiet },
    { text: say('title'), alignment: 'center', fontSize: 32, bold: true, color: accent },
    {
      text: say('point', { township: sheet.township, name: sheet.pointName }),
      alignment: 'center',
      fontSize: 17,
      bold: true,
      margin: [0, 4, 0, 12],
    },
    await toCode(main.url, largeCode),
    {
      text: say(`by.${main.way}`),
      alignment: 'center',
      fontSize: 17,
      bold: true,
      margin: [0, 10, 0, 14],
    },
    toSteps(say),
    toMatters(say),
    {
      margin: [0, 16, 0, 0],
      columns: [
        {
          width: '*',
          stack: [
            ...(phone === undefined
              ? []
              : [{ text: say('phone', { phone }), fontSize: 16, bold: true }]),
            { text: say('elsewhere'), fontSize: 11, color: quiet },
            { text: say('privacy'), fontSize: 11, color: quiet },
          ],
        },
        ...(other === undefined ? [] : [await toSmallCode(other, say)]),
      ],
      columnGap: 14,
    },
  ];
}

/** Drawn as paths, sharp at any size. */
async function toCode(text: string, size: number): Promise<Part> {
  const svg = await toQr(text, { type: 'svg', margin: 0, errorCorrectionLevel: 'M' });
  return { svg, width: size, alignment: 'center' };
}

async function toSmallCode(url: string, say: Say): Promise<Column> {
  return {
    width: 4.2 * cm,
    stack: [
      await toCode(url, smallCode),
      { text: say('other'), alignment: 'center', fontSize: 10, color: quiet, margin: [0, 4, 0, 0] },
    ],
  };
}

function toSteps(say: Say): Part {
  return {
    columns: steps.map((step, index) => ({
      stack: [
        { text: String(index + 1), fontSize: 20, bold: true, color: accent, alignment: 'center' },
        { text: say(`step.${step}`), alignment: 'center', fontSize: 14, lineHeight: 1.1 },
      ],
    })),
    columnGap: 12,
    margin: [0, 0, 0, 14],
  };
}

function toMatters(say: Say): Part {
  const half = Math.ceil(matters.length / 2);
  const toColumn = (names: readonly string[]) => ({
    ul: names.map((name) => say(`matter.${name}`)),
    markerColor: accent,
    fontSize: 13,
  });
  return {
    stack: [
      { text: say('matters'), bold: true, fontSize: 14, color: accent, margin: [0, 0, 0, 2] },
      {
        columns: [toColumn(matters.slice(0, half)), toColumn(matters.slice(half))],
        columnGap: 12,
      },
    ],
  };
}
