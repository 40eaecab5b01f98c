import { beforeAll, describe, expect, test } from '@jest/globals';
import { createPapers, createPrinter } from '../../../platform/documents/index.ts';
import {
  buildDocument,
  buildForm,
  buildLetter,
  buildRecord,
  buildResult,
} from '../../support/build-document.ts';
import { listDocxFaults, readZip } from '../../support/read-docx.ts';

const papers = createPapers({ printer: createPrinter(), checkUrl: 'https://duxin.example/verify' });
const families = {
  'a file': buildDocument(),
  'a sealed file': buildDocument({ state: 'issued' }),
  'a letter': buildLetter(),
  'a form': buildForm(),
  'a record': buildRecord(),
  'a result with its points': buildResult(),
};

const readNumbers = (tag: string): Readonly<Record<string, number>> =>
  Object.fromEntries(
    [...tag.matchAll(/w:(\w+)="(-?\d+)"/g)].map(([, name = '', value]) => [name, Number(value)]),
  );
const findTag = (xml: string, name: string): string =>
  new RegExp(`<w:${name}\\b[^>]*>`).exec(xml)?.[0] ?? '';

describe.each(Object.entries(families))('%s as DOCX', (_, document) => {
  let members: ReadonlyMap<string, Buffer>;
  let body = '';
  const read = (path: string): string => members.get(path)?.toString('utf8') ?? '';
  beforeAll(async () => {
    members = readZip(await papers.printDocx(document));
    body = read('word/document.xml');
  }, 60_000);

  test('is whole: XML, types of content and relationships', () => {
    expect(members.size).toBeGreaterThan(10);
    expect(listDocxFaults(members)).toEqual([]);
    expect(body).toContain('<w:document');
  });

  test('ends each cell, and the text itself, in a paragraph', () => {
    const cells = [...body.matchAll(/(<\/?\w[^>]*>)<\/w:tc>/g)].map(([, last]) => last);
    expect(cells.filter((last) => last !== '</w:p>')).toEqual([]);
    expect(body).toMatch(/<\/w:p><w:sectPr/);
    expect(body).not.toMatch(/<\/w:tbl><w:tbl>/);
  });

  test('is A4 with the margins and the grid of GB/T 9704—2012', () => {
    // Twentieths of a point: 210 × 297 mm; 37, 26, 35 and 28 mm.
    expect(readNumbers(findTag(body, 'pgSz'))).toMatchObject({ w: 11_906, h: 16_838 });
    expect(readNumbers(findTag(body, 'pgMar'))).toMatchObject({
      top: 2098,
      right: 1474,
      bottom: 1984,
      left: 1587,
    });
    expect(findTag(body, 'docGrid')).toContain('linesAndChars');
  });

  test('names its fonts, and for each what stands in where it is missing', () => {
    const named = new Set([...body.matchAll(/w:eastAsia="([^"]+)"/g)].map(([, name]) => name));
    expect([...named]).toEqual(expect.arrayContaining(['仿宋_GB2312', '方正小标宋简体']));
    const table = read('word/fontTable.xml');
    for (const name of named) {
      expect(table).toMatch(new RegExp(`w:name="${name ?? ''}"><w:altName w:val="[^"]+"`));
    }
    expect(read('word/styles.xml')).toMatch(/<w:lang [^>]*w:eastAsia="zh-CN"/);
  });
});
