import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import sharp from 'sharp';
import { createPapers, createPrinter } from '../../../platform/documents/index.ts';
import { hasBrowser, launchBrowser } from '../../support/browser.ts';
import {
  buildDocument,
  buildForm,
  buildLetter,
  buildParagraphs,
  buildRecord,
  buildResult,
} from '../../support/build-document.ts';
import { viewDocx } from '../../support/docx-picture.ts';
import { keepPicture } from '../../support/pictures.ts';
import { readPdf } from '../../support/read-paper.ts';

const checkUrl = 'https://jiandu.example.gov.cn/verify';
const papers = createPapers({ printer: createPrinter(), checkUrl });
const all = {
  notice: buildDocument(),
  letter: buildLetter(),
  form: buildForm(),
  record: buildRecord(),
  result: buildResult(),
};

describe('an official paper as PDF', () => {
  test('has a red head, number, title, addressee, signature, date and 版记, its fonts embedded', async () => {
    const { pages, fonts, pictures } = readPdf(await papers.printPdf(all.notice));
    keep('paper-notice-pdf', pictures);
    expect(pages).toHaveLength(2);
    expect(listLines(pages[0]).slice(0, 4)).toEqual([
      '清河县司法局',
      '清司监通〔2026〕12号',
      '行政执法监督通知书',
      '清河县综合行政执法局：',
    ]);
    const last = listLines(pages[1]);
    expect(last).toEqual(expect.arrayContaining(['附件：1．问题清单', '2．整改情况反馈表']));
    expect(last.slice(-5)).toEqual([
      '清河县司法局',
      '2026年3月2日',
      '抄送：清河县人民政府办公室，清河县监察委员会。',
      '清河县司法局2026年3月2日印发',
      '—2—',
    ]);
    expect(fonts.length).toBeGreaterThan(0);
    expect(fonts.filter(({ isEmbedded }) => !isEmbedded)).toEqual([]);
    const [first, second] = pictures;
    expect(await measureRed(first)).toBeGreaterThan(1000);
    expect(await measureRed(second)).toBe(0);
  });

  test('holds 22 lines of 28 characters on a page', async () => {
    const sentence = '依法监督纠正违法行为切实维护群众合法权益规范行政执法程序';
    const paragraphs = buildParagraphs(sentence.repeat(60), '特此通知。');
    const { pages } = readPdf(
      await papers.printPdf(buildDocument({ paragraphs, state: 'issued' })),
    );
    const lines = listLines(pages[1]);
    expect(lines.slice(0, -1).map(({ length }) => length)).toEqual(Array(22).fill(28));
    expect(lines.at(-1)).toBe('—2—');
  });

  test('bears 未用印 on every page until it is sealed', async () => {
    const drawn = await papers.drawPages(all.notice);
    const sealed = await papers.drawPages({ ...all.notice, state: 'issued' });
    expect([drawn.map(isMarked), sealed.map(isMarked)]).toEqual([
      [true, true],
      [false, false],
    ]);
  });

  test('never leaves a signature alone on a page', async () => {
    for (const lines of [5, 6, 7, 8, 9]) {
      const paragraphs = buildParagraphs(...Array.from({ length: lines }, () => '请予以配合。'));
      const document = buildDocument({ paragraphs, attachments: [], copiedTo: [] });
      const { pages } = readPdf(await papers.printPdf(document));
      const page = listLines(pages.find((words) => words.includes('2026年3月2日\n')));
      expect(page).toContain('请予以配合。');
    }
  }, 60_000);

  test.each(['letter', 'form', 'record', 'result'] as const)(
    '%s is printed whole',
    async (name) => {
      const { pages, pictures } = readPdf(await papers.printPdf(all[name]));
      keep(`paper-${name}-pdf`, pictures);
      const printed = listLines(pages.join('\n')).join('');
      for (const words of listOwnWords(name)) expect(printed).toContain(words);
      expect(pages).toHaveLength(name === 'result' ? 2 : 1);
    },
  );

  test('a letter has its red lines at head and foot, and no number on its first page', async () => {
    const { pages, pictures } = readPdf(await papers.printPdf(all.letter));
    expect(pages[0]).not.toContain('—');
    const height = Math.round((297 / 25.4) * 72);
    const [foot] = pictures;
    expect(await measureRed(foot, { top: height - 62, height: 12 })).toBeGreaterThan(400);
  });
});

describe('the picture of a page', () => {
  test('shows what the PDF shows', async () => {
    for (const [name, document] of Object.entries(all)) {
      const drawn = await papers.drawPages(document);
      const { pictures } = readPdf(await papers.printPdf(document));
      expect(drawn).toHaveLength(pictures.length);
      for (const [at, svg] of drawn.entries()) {
        const png = await sharp(Buffer.from(svg), { density: 72 }).png().toBuffer();
        keepPicture(`paper-${name}-svg-${String(at + 1)}`, png);
        expect(await compare(png, pictures[at])).toBeLessThan(0.02);
      }
    }
  }, 60_000);

  test('needs no font and leads nowhere', async () => {
    const [svg = ''] = await papers.drawPages(all.notice);
    expect(svg).not.toMatch(/<text|<image|<script|<style|url\(|xlink|on[a-z]+=/);
  });
});

const run = hasBrowser() ? describe : describe.skip;
run('an official paper as DOCX', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  }, 60_000);
  afterAll(() => browser.close());

  test.each(['notice', 'letter', 'form', 'record', 'result'] as const)(
    '%s opens with the words of the PDF',
    async (name) => {
      const { seen, picture } = await viewDocx(browser, await papers.printDocx(all[name]));
      keepPicture(`paper-${name}-docx`, picture);
      expect(seen).toMatchObject({ width: expect.closeTo((210 / 25.4) * 96, 0) });
      const text = JSON.stringify(seen).replaceAll(/\s|\\n|\\t/g, '');
      for (const words of listOwnWords(name)) expect(text).toContain(words);
      const hasRedHead = name !== 'form' && name !== 'record';
      expect(seen).toMatchObject({ red: hasRedHead ? ['清河县司法局'] : [] });
      expect(text.includes('未用印')).toBe(name !== 'letter');
    },
    60_000,
  );
});

const isMarked = (svg: string): boolean => svg.includes('opacity="0.14"');

/** Pages that somebody looks at. */
function keep(name: string, pictures: readonly Buffer[]): void {
  for (const [at, png] of pictures.entries()) keepPicture(`${name}-${String(at + 1)}`, png);
}

/** The lines of a page without their spaces, and without the code's own. */
function listLines(page = ''): readonly string[] {
  return (
    page
      .split('\n')
      .map((line) => line.replaceAll(/\s/g, ''))
      // The mark across the page is read letter by letter.
      .filter((line) => line !== '' && !/^[未用印]$/.test(line))
      .flatMap((line) => {
        const [, rest] = /^(?:扫码核验本文书|验真码[0-9A-Z-]+)(.*)$/.exec(line) ?? [
          undefined,
          line,
        ];
        return rest === undefined || rest === '' ? [] : [rest];
      })
  );
}

function listOwnWords(name: keyof typeof all): readonly string[] {
  const { title, organName, paragraphs } = all[name];
  return [title, organName].concat(
    paragraphs.flatMap((paragraph) =>
      paragraph.kind === 'table'
        ? paragraph.rows.flat().filter((words) => words !== '' && words.length < 8)
        : paragraph.text.slice(0, 20),
    ),
  );
}

type Strip = { readonly top: number; readonly height: number };

/** How many dots are red. */
async function measureRed(png: Buffer | undefined, strip?: Strip): Promise<number> {
  const whole = sharp(png);
  const { width } = await whole.metadata();
  const part = strip === undefined ? whole : whole.extract({ left: 0, width, ...strip });
  const dots = await part.removeAlpha().raw().toBuffer();
  let count = 0;
  for (let at = 0; at < dots.length; at += 3) {
    const [r = 0, g = 0, b = 0] = dots.subarray(at, at + 3);
    if (r > 180 && g < 110 && b < 110) count += 1;
  }
  return count;
}

/** A page as from afar. */
const see = (png: Buffer | undefined) =>
  sharp(png)
    .flatten({ background: '#fff' })
    .greyscale()
    .resize(150, 212, { fit: 'fill' })
    .raw()
    .toBuffer();

/** The share of a page on which two pictures differ, seen from afar. */
async function compare(one: Buffer, other: Buffer | undefined): Promise<number> {
  const [a, b] = await Promise.all([see(one), see(other)]);
  const differing = a.filter((dot, at) => Math.abs(dot - (b[at] ?? 0)) > 60);
  return differing.length / a.length;
}
