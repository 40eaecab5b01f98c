import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { createPapers, createPrinter } from '../../../platform/documents/index.ts';
import type { CampaignReport } from '../../../tickets/index.ts';
import { hasBrowser, launchBrowser } from '../../support/browser.ts';
import { viewDocx } from '../../support/docx-picture.ts';
import { keepPicture } from '../../support/pictures.ts';
import { readPdf } from '../../support/read-paper.ts';

const papers = createPapers({ printer: createPrinter(), checkUrl: 'https://duxin.example/verify' });
const counts = [
  ['列入工单（件）', '38'],
  ['其中已办结（件）', '31'],
  ['发现问题（个）', '12'],
  ['其中：亮证告知（个）', '7'],
  ['其中：过罚不当（个）', '5'],
  ['尚未办结的问题（个）', '2'],
  ['涉及金额（元）', '18600.00'],
] as const;
const report: CampaignReport = {
  organName: '清河县司法局',
  title: '占道经营处罚专项工作情况报告',
  day: '2026-07-03',
  paragraphs: [
    { kind: 'heading', text: '一、基本情况' },
    { kind: 'text', text: '专项监督，自2026-03-01至2026-06-30。\n监督领域：城市管理。' },
    { kind: 'heading', text: '二、办理情况' },
    { kind: 'text', text: '有关数字统计如下：' },
    { kind: 'table', columns: ['项目', '数量'], rows: counts },
    { kind: 'heading', text: '三、工作总结' },
    { kind: 'text', text: '抽查五个中队的处罚卷宗。\n对发现的问题逐一发函，限期整改。' },
  ],
};
const withoutSpace = (text: string): string => text.replaceAll(/\s|\\n|\\t/g, '');
/** The mark across the page is read letter by letter. */
const withoutMark = (text: string): string => withoutSpace(text).replaceAll(/[未用印]/g, '');

test('a campaign’s report is a paper with a red head, its figures and a signature, without seal or code', async () => {
  const { pages, pictures } = readPdf(await papers.printReportPdf(report));
  for (const [at, png] of pictures.entries()) keepPicture(`report-pdf-${String(at + 1)}`, png);
  const printed = withoutMark(pages.join('\n'));
  for (const words of [report.organName, report.title, '2026年7月3日', ...counts.flat()]) {
    expect(printed).toContain(withoutMark(words));
  }
  expect(printed).not.toContain('验真码');
  expect(printed).not.toContain('〔');
});

const run = hasBrowser() ? describe : describe.skip;
run('the report for word processors', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  }, 60_000);
  afterAll(() => browser.close());

  test('opens with the words of the PDF and says that it bears no seal', async () => {
    const { seen, picture } = await viewDocx(browser, await papers.printReportDocx(report));
    keepPicture('report-docx', picture);
    expect(seen).toMatchObject({ red: [report.organName] });
    const text = withoutSpace(JSON.stringify(seen));
    for (const words of ['未用印', report.title, ...counts.flat()]) {
      expect(text).toContain(words);
    }
  }, 60_000);
});
