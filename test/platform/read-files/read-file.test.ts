import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { createReadFile, writeCsv, writeXlsx } from '../../../platform/read-files/index.ts';
import { readLimits } from '../../../platform/read-files/limits.ts';
import { buildDocx, buildXlsx, buildZip } from '../../support/build-zip.ts';

const readFile = createReadFile();
const words = '第一条　为了规范行政检查，制定本办法。\n第二条　检查人员应当出示证件。\n';

async function readText(bytes: Uint8Array): Promise<string> {
  const { sources } = await readFile('a', bytes);
  const content = sources[0]?.content;
  return content?.kind === 'text' ? content.text : `not a text: ${JSON.stringify(sources)}`;
}

async function readFault(bytes: Uint8Array, read = readFile): Promise<string | undefined> {
  const { sources, refused } = await read('a.txt', bytes);
  expect(sources).toEqual([]);
  return refused[0]?.code;
}

/** GB18030 of the words above; Node decodes it and does not write it. */
const gb18030 = Buffer.from(
  'b5dad2bbccf5cedebdabb5c4bcecb2e9a3acb2bbb5c3d2cbc6dabdf8d0d0a1a30a',
  'hex',
);

describe('a text', () => {
  test('is read in UTF-8 and UTF-16, with and without a mark, with any line ends', async () => {
    const utf16 = Buffer.from(words, 'utf16le');
    const swapped = Buffer.from(utf16).swap16();
    const forms = [
      Buffer.from(words),
      Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(words.replaceAll('\n', '\r\n'))]),
      utf16,
      Buffer.concat([Buffer.from([0xff, 0xfe]), utf16]),
      swapped,
      Buffer.concat([Buffer.from([0xfe, 0xff]), swapped]),
    ];
    for (const bytes of forms) expect(await readText(bytes)).toBe(words);
  });

  test('is read in GB18030, as older offices save it', async () => {
    const expected = new TextDecoder('gb18030').decode(gb18030);
    expect(expected).toMatch(/^第一条/);
    expect(await readText(gb18030)).toBe(expected);
  });

  test('of a web page comes without tags, scripts and what could run', async () => {
    const page =
      '<!DOCTYPE html><html><head><title>x</title></head><body><script>alert(1)</script>' +
      '<p>首违&nbsp;不罚</p><img src=x onerror=alert(2)><div>情节&lt;轻微&gt;&#33;</div></body></html>';
    expect(await readText(Buffer.from(page))).toBe('首违 不罚\n情节<轻微>!');
  });

  test('survives any bytes: it is read or refused with a code, never thrown', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => {
        const { sources, refused } = await readFile('x', bytes);
        expect(sources.length + refused.length).toBeGreaterThan(0);
      }),
    );
  });
});

describe('a table', () => {
  test.each([
    ['commas', '问题,答案\n能免罚吗,"看,情形"\n'],
    ['semicolons', '问题;答案\n能免罚吗;看,情形\n'],
    ['tabs', '问题\t答案\n能免罚吗\t看,情形\n'],
  ])('with %s is read as rows', async (_, text) => {
    const { sources } = await readFile('name-says-nothing.txt', Buffer.from(`\uFEFF${text}`));
    expect(sources[0]?.content).toEqual({
      kind: 'rows',
      rows: [
        ['问题', '答案'],
        ['能免罚吗', '看,情形'],
      ],
    });
  });

  test('is not seen in prose that has commas', async () => {
    const prose = '近年来,我市不断健全体系,取得成效。\n一是加强建设,二是推进。\n三是,四,是。\n';
    expect(await readText(Buffer.from(prose))).toBe(prose);
  });

  test('in a workbook is read without working anything out; = + - @ are texts', async () => {
    const sheet = await writeXlsx([
      ['问题', '答案'],
      ['=1+1', '+2'],
      ['-3', '@4'],
    ]);
    const { sources } = await readFile('b', sheet);
    expect(sources[0]?.content).toEqual({
      kind: 'rows',
      rows: [
        ['问题', '答案'],
        ['=1+1', '+2'],
        ['-3', '@4'],
      ],
    });
    const formula = buildXlsx(
      '<row r="1"><c r="A1" t="str"><f>HYPERLINK("http://evil.example")</f><v>算过的</v></c></row>',
    );
    const read = await readFile('c', formula);
    expect(read.sources[0]?.content).toEqual({ kind: 'rows', rows: [['算过的']] });
  });

  test('with one cell a million rows away is refused before it is laid out', async () => {
    const far = buildXlsx('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>');
    expect(await readFault(far)).toBe('sheet_too_large');
  });

  test('written as CSV opens in a spreadsheet without a formula, and comes back', async () => {
    const bytes = await writeCsv([
      ['行', '原因'],
      ['2', '=cmd|x'],
    ]);
    expect(Buffer.from(bytes).subarray(0, 3).toString('hex')).toBe('efbbbf');
    expect(Buffer.from(bytes).toString()).toContain("'=cmd|x");
    const { sources } = await readFile('d', bytes);
    expect(sources[0]?.content.kind).toBe('rows');
  });
});

describe('a document', () => {
  test('gives its paragraphs', async () => {
    expect(await readText(buildDocx(['第一条　甲', '第二条　乙']))).toBe('第一条　甲\n第二条　乙');
  });

  test('that defines entities is refused', async () => {
    const bomb = '<!DOCTYPE lolz [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>';
    expect(await readFault(buildDocx(['&b;'], bomb))).toBe('file_damaged');
  });
});

describe('an office file', () => {
  test('damaged anywhere is read or refused, never thrown', async () => {
    const files = [
      buildDocx(['第一条　甲', '第二条　乙']),
      buildXlsx('<row r="1"><c r="A1" t="str"><v>问题</v></c></row>'),
      buildZip([{ path: 'a.txt', bytes: words }]),
    ];
    const damage = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), {
      minLength: 1,
      maxLength: 6,
    });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...files), damage, async (file, places) => {
        const bytes = Buffer.from(file);
        for (const [at, byte] of places) bytes[at % bytes.length] = byte;
        const { sources, refused } = await readFile('x', bytes);
        expect(sources.length + refused.length).toBeGreaterThan(0);
      }),
      { numRuns: 400 },
    );
  });
});

describe('an archive', () => {
  const small = createReadFile({ ...readLimits, maxFiles: 3, maxUnpackedBytes: 100_000 });

  test('gives its files, their names as Chinese Windows writes them, and says which it left out', async () => {
    const zip = buildZip([
      { path: '资料/', bytes: '' },
      { path: Buffer.from('b2e2cad42e747874', 'hex'), bytes: words },
      { path: '__MACOSX/._a', bytes: 'x' },
      { path: 'a/b.docx', bytes: buildDocx(['甲']) },
      { path: 'a/scan.pdf', bytes: '%PDF-1.7 …' },
      { path: 'c.zip', bytes: buildZip([{ path: 'd.txt', bytes: 'x' }]) },
    ]);
    const { sources, refused } = await readFile('folder.zip', zip);
    expect(sources.map(({ name }) => name)).toEqual(['测试.txt', 'a/b.docx']);
    expect(refused).toEqual([
      { name: 'a/scan.pdf', code: 'file_kind_refused' },
      { name: 'c.zip', code: 'archive_nested' },
    ]);
  });

  test('too large unpacked is refused by its directory, before anything is unpacked', async () => {
    const bomb = buildZip([{ path: 'a.txt', bytes: Buffer.alloc(200_000, 0x61) }]);
    expect(bomb.length).toBeLessThan(1000);
    expect(await readFault(bomb, small)).toBe('archive_too_large');
  });

  test('that claims to be small and is not stops at what it claimed', async () => {
    const liar = buildZip([{ path: 'a.txt', bytes: Buffer.alloc(5_000_000), claimedBytes: 10 }]);
    expect(await readFault(liar, small)).toBe('file_damaged');
    const document = buildZip([
      { path: 'word/document.xml', bytes: Buffer.alloc(5_000_000), claimedBytes: 10 },
    ]);
    expect(await readFault(document, small)).toBe('file_damaged');
  });

  test.each(['../../etc/passwd', '/etc/passwd', 'C:\\a.txt', 'a/../../b', 'a\\..\\b'])(
    'with the path %s is refused whole',
    async (path) => {
      const zip = buildZip([
        { path: 'good.txt', bytes: words },
        { path, bytes: 'x' },
      ]);
      expect(await readFault(zip)).toBe('archive_path_refused');
    },
  );

  test('with too many files, or a password, is refused', async () => {
    const many = ['1', '2', '3', '4'].map((path) => ({ path, bytes: words }));
    expect(await readFault(buildZip(many), small)).toBe('archive_too_many_files');
    expect(await readFault(buildZip([{ path: 'a', bytes: 'x', flags: 1 }]))).toBe('file_encrypted');
  });
});

test.each([
  ['file_empty', ''],
  ['file_kind_refused', '255044462d312e37'],
  ['file_old_office', 'd0cf11e0a1b11ae1'],
  ['file_kind_refused', '89504e470d0a1a0a'],
  ['file_damaged', '504b030400000000'],
  ['file_encoding_unknown', 'ff80ff80ff81'],
])('%s is said for bytes that begin with %s', async (code, hex) => {
  expect(await readFault(Buffer.from(hex, 'hex'))).toBe(code);
});

test('a file beyond the limit is refused unread', async () => {
  const read = createReadFile({ ...readLimits, maxBytes: 10 });
  expect(await readFault(Buffer.from(words), read)).toBe('file_too_large');
});
