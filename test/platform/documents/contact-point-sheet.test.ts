import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  createPrinter,
  createPrintSheets,
  type PointSheet,
} from '../../../platform/documents/index.ts';
import { createTranslate } from '../../../platform/i18n/index.ts';

const chat = 'https://jiandu.example/chat?p=p%3A7k2m9q%3A4t0bwe6r';
const sheet: PointSheet = {
  pointName: '柳湾社区',
  township: '清河街道',
  bureauName: '清河县司法局',
  phone: '0570-1234567',
  main: { way: 'official-account', url: 'http://weixin.qq.com/q/02AbCdEfGhIj' },
  other: chat,
};
const bare: PointSheet = {
  pointName: '东山镇个体私营经济协会暨小微企业联合商会服务中心',
  township: '东山镇',
  bureauName: '行政执法监督部门',
  main: { way: 'web-chat', url: chat },
};

let folder: string;
let pdf: Buffer;
let pages: readonly string[];

beforeAll(async () => {
  const print = createPrintSheets({
    createPdf: createPrinter().createPdf,
    translate: await createTranslate(),
  });
  pdf = await print([sheet, bare]);
  folder = mkdtempSync(join(tmpdir(), 'duxin-sheet-'));
  const path = join(folder, 'sheet.pdf');
  writeFileSync(path, pdf);
  pages = execFileSync('pdftotext', ['-layout', path, '-'], { encoding: 'utf8' })
    .split('\f')
    .filter((page) => page.trim() !== '');
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the sheets of contact points', () => {
  test('are one page each, of text that can be selected, and small', () => {
    expect(pages).toHaveLength(2);
    expect(pdf.length).toBeLessThan(500 * 1024);
    for (const words of ['行政执法监督码', '清河县司法局', '柳湾社区', '0570-1234567', '匿名']) {
      expect(pages[0]).toContain(words);
    }
  });

  test('say by what the large code is scanned, and offer the web chat beside another way', () => {
    expect(pages[0]).toContain('用微信扫一扫');
    expect(pages[0]).toContain('网页反映');
    expect(pages[1]).toContain('手机相机');
    expect(pages[1]).not.toContain('网页反映');
  });

  test('leave out a telephone that nobody has filled in', () => {
    expect(pages[1]).not.toContain('也可以打电话');
    expect(pages[1]).toContain(bare.pointName);
  });
});
