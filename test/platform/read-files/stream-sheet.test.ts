import { buffer } from 'node:stream/consumers';
import { Readable } from 'node:stream';
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { createReadFile, streamCsv, streamXlsx } from '../../../platform/read-files/index.ts';

const readFile = createReadFile();
const writers = [
  ['csv', streamCsv],
  ['xlsx', streamXlsx],
] as const;

async function* stream(rows: readonly (readonly string[])[]): AsyncIterable<readonly string[]> {
  yield* rows;
}

async function writeAndRead(
  write: typeof streamCsv,
  rows: readonly (readonly string[])[],
): Promise<unknown> {
  const bytes = await buffer(Readable.from(write(stream(rows))));
  const { sources, refused } = await readFile('list', bytes);
  expect(refused).toEqual([]);
  const [source] = sources;
  return source?.content.kind === 'rows' ? source.content.rows : source?.content;
}

describe.each(writers)('a sheet streamed as %s', (_, write) => {
  test('reads back as it was written, line ends, quotes and signs of XML included', async () => {
    const rows = [
      ['来源编号', '结果'],
      ['A-1', '第一行\n第二行，"引号" & <标签>'],
      ['A-2', '好'],
    ];
    expect(await writeAndRead(write, rows)).toEqual(rows);
  });

  test('holds many rows, each once and in order', async () => {
    const many = Array.from({ length: 5000 }, (_one, at) => [`n${at}`, `第${at}行`]);
    const rows = [['编号', '内容'], ...many];
    expect(await writeAndRead(write, rows)).toEqual(rows);
  });
});

test('no cell of a CSV begins as a formula does', async () => {
  const cells = ['=1+1', '+86', '-2', '@A1', '\t=1', '＝1', 'plain'];
  const bytes = await buffer(
    Readable.from(streamCsv(stream([['列'], ...cells.map((cell) => [cell])]))),
  );
  const lines = bytes.toString('utf8').split('\n').slice(1, -1);
  expect(lines.filter((line) => /^"?[=+\-@\t＝]/.test(line))).toEqual([]);
});

test('a workbook holds whatever text it is given, less what XML cannot hold', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.string({ unit: 'binary' }), { minLength: 1, maxLength: 5 }),
      async (texts) => {
        const rows = [['一', '二'], ...texts.map((text) => [`x${text}`, 'y'])];
        const read = await writeAndRead(streamXlsx, rows);
        expect(Array.isArray(read) && read.length).toBe(rows.length);
      },
    ),
    { numRuns: 30 },
  );
});

async function* broken(): AsyncIterable<readonly string[]> {
  yield ['一'];
  throw new Error('the cursor broke');
}

test('an error of the source ends the file with that error', async () => {
  await expect(buffer(Readable.from(streamXlsx(broken())))).rejects.toThrow('the cursor broke');
});
