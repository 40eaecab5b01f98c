import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { planImport } from '../../../tickets/import/plan.ts';
import { toSheet } from '../../../tickets/import/sheet.ts';
import { toErrorRows, type ImportChoices, type ImportFault } from '../../../tickets/index.ts';
import { hotlineHeadings } from '../../support/build-ticket-sheet.ts';

const today = '2026-11-22';
const whole: ImportChoices = { source: 'hotline-12345', kind: 'complaint' };

function plan(rows: readonly (readonly string[])[], choices: ImportChoices = whole) {
  return planImport(toSheet(rows), choices, new Map(), today);
}

/** One row under one heading, beside what happened. */
function readCell(heading: string, cell: string, choices: ImportChoices = whole) {
  return plan(
    [
      ['反映内容', heading],
      ['看桥的人没有出示证件。', cell],
    ],
    choices,
  );
}

describe('the headings of a list', () => {
  test('of a hotline are understood, and what nobody needs is left out', () => {
    expect(plan([hotlineHeadings, ['1']]).fields).toEqual([
      'externalNumber',
      'kind',
      'ignore',
      'story',
      'actingUnit',
      'place',
      'openness',
      'reporterName',
      'reporterPhone',
      'receivedOn',
      'ignore',
    ]);
  });

  test('of a message board and of a petition office are understood', () => {
    const board = plan([['留言编号', '留言人', '留言内容', '留言时间', '所属区域'], ['1']]);
    expect(board.fields).toEqual([
      'externalNumber',
      'reporterName',
      'story',
      'receivedOn',
      'place',
    ]);
    const petition = plan([
      ['信访件编号', '信访人', '联系电话', '概况信息', '信访目的', '登记日期'],
      ['1'],
    ]);
    expect(petition.fields).toEqual([
      'externalNumber',
      'reporterName',
      'reporterPhone',
      'story',
      'kind',
      'receivedOn',
    ]);
  });

  test('may stand below a title', () => {
    const { rows } = plan([['某市热线转办清单'], ['编号', '反映内容'], ['7', '收费不给票。']]);
    expect(rows).toMatchObject([{ row: 3, externalNumber: '7', facts: { story: '收费不给票。' } }]);
  });

  test('are taken as they were taken for this source before', () => {
    const sheet = toSheet([
      ['经过', '编号'],
      ['收费不给票。', '7'],
    ]);
    const remembered = new Map([['经过', 'story' as const]]);
    expect(planImport(sheet, whole, remembered, today).rows).toHaveLength(1);
    expect(planImport(sheet, whole, new Map(), today).missing).toEqual(['story']);
  });

  test('without a story, a kind or a source nothing is read', () => {
    expect(plan([['编号'], ['1']], {})).toMatchObject({
      missing: ['story', 'kind', 'source'],
      rows: [],
      faults: [],
    });
  });
});

describe('a cell', () => {
  const wrong: readonly (readonly [string, string, ImportFault, ImportChoices?])[] = [
    ['联系电话', '不愿意留', 'phone_invalid'],
    ['联系电话', '13800000000 13900000000', 'phone_invalid'],
    ['收到日期', '2026年13月1日', 'day_invalid'],
    ['收到日期', '2026-11-23', 'day_in_future'],
    ['是否保密', '也许', 'openness_unknown'],
    ['工单编号', '2.02611E+13', 'number_rounded'],
    ['被投诉单位', '某'.repeat(501), 'too_long'],
    ['来电人', '〔已封存，请按原文件补填〕', 'identity_sealed'],
    ['诉求类型', '表扬', 'kind_unknown', { source: 'petition' }],
    ['诉求类型', '', 'kind_missing', { source: 'petition' }],
    ['诉求来源', '隔壁', 'source_unknown', { kind: 'complaint' }],
    ['诉求来源', '', 'source_missing', { kind: 'complaint' }],
  ];
  test.each(wrong)(
    'under %s that cannot be read is a fault (%#)',
    (heading, cell, reason, choices = whole) => {
      const { rows, faults } = readCell(heading, cell, choices);
      expect(rows).toEqual([]);
      expect(faults).toMatchObject([{ row: 2, heading, reason }]);
    },
  );

  test.each([
    ['收到日期', '2026/3/5 08:30', { receivedOn: '2026-03-05' }],
    ['收到日期', '2026年3月5日', { receivedOn: '2026-03-05' }],
    ['收到日期', '20260305', { receivedOn: '2026-03-05' }],
    ['联系电话', '＋86 138-0000-0000', { reporter: { phone: '+86 138-0000-0000' } }],
    ['联系电话', "'+86 13800000000", { reporter: { phone: '+86 13800000000' } }],
    ['是否保密', '否', { openness: 'open' }],
    ['是否公开', '否', { openness: 'confidential' }],
    ['是否匿名', '是', { openness: 'anonymous' }],
    ['公开方式', '', { openness: 'confidential' }],
    ['执法人员', '钱某', { facts: { officer: '钱某' } }],
  ])('under %s with %s is read', (heading, cell, found) => {
    expect(readCell(heading, cell)).toMatchObject({ faults: [], rows: [found] });
  });

  test.each([
    ['求助', 'complaint'],
    ['申诉求决', 'complaint'],
    ['咨询', 'consultation'],
    ['意见建议', 'suggestion'],
    ['线索移送', 'lead'],
  ])('%s is the kind %s', (cell, kind) => {
    expect(readCell('信访目的', cell, { source: 'petition' }).rows).toMatchObject([{ kind }]);
  });

  test.each([
    ['12345热线', 'hotline-12345'],
    ['人民网领导留言板', 'people-board'],
    ['县长信箱', 'portal'],
    ['微博', 'weibo'],
    ['国家信访局转办', 'petition'],
  ])('%s is the source %s', (cell, source) => {
    expect(readCell('诉求来源', cell, { kind: 'complaint' }).rows).toMatchObject([{ source }]);
  });
});

test('who wants to stay unnamed is not kept', () => {
  const rows = [
    ['反映内容', '来电人', '联系电话', '是否匿名'],
    ['收费不给票。', '钱某', '13800000000', '是'],
  ];
  expect(JSON.stringify(plan(rows).rows)).not.toMatch(/钱某|13800000000/);
});

test('a number that comes twice is a fault of its second row', () => {
  const { rows, faults } = plan([
    ['编号', '反映内容'],
    ['7', '甲'],
    ['7', '乙'],
    ['', '丙'],
    ['', '丙'],
  ]);
  expect(rows.map(({ row }) => row)).toEqual([2, 4, 5]);
  expect(faults).toMatchObject([{ row: 3, heading: '编号', reason: 'number_repeated' }]);
});

const words = {
  row: '原行号',
  column: '有问题的列',
  fault: '问题',
  mend: '怎么改',
  ofFault: ({ heading, reason }: { readonly heading: string; readonly reason: string }) => ({
    column: heading,
    fault: reason,
    mend: `mend ${reason}`,
  }),
};
const faulty = [
  ['编号', '反映内容', '来电人', '联系电话'],
  ['1', '收费不给票。', '钱某', '没有'],
  ['2', '扣车不给单。', '孙某', '13800000000'],
];

describe('the rows to mend', () => {
  test('hold the row whole and name each bad cell', () => {
    expect(toErrorRows(plan(faulty), words, true)).toEqual([
      [...(faulty[0] ?? []), '原行号', '有问题的列', '问题', '怎么改'],
      [...(faulty[1] ?? []), '2', '联系电话', 'phone_invalid', 'mend phone_invalid'],
    ]);
  });

  test('can be mended and brought in again: their own columns are left out', () => {
    const [headings = [], row = []] = toErrorRows(plan(faulty), words, true);
    const mended = row.with(3, '13900000000');
    expect(plan([headings, mended]).rows).toMatchObject([
      { externalNumber: '1', reporter: { name: '钱某', phone: '13900000000' } },
    ]);
  });

  test('for whom may reveal nobody hold marks, with which no row is taken', () => {
    const marked = toErrorRows(plan(faulty), words, false);
    expect(marked.join()).not.toMatch(/钱某|没有/);
    expect(plan(marked).rows).toEqual([]);
  });
});

test('every row of any list is either taken or faulted, never both', () => {
  const anyCell = fc.oneof(
    fc.constantFrom('', '是', '投诉', '2026-01-02', '13800000000'),
    fc.string(),
  );
  const anyRow = fc.array(anyCell, {
    minLength: hotlineHeadings.length,
    maxLength: hotlineHeadings.length,
  });
  fc.assert(
    fc.property(fc.array(anyRow, { maxLength: 8 }), (rows) => {
      const { rows: taken, faults } = plan([hotlineHeadings, ...rows]);
      const good = taken.map(({ row }) => row);
      const bad = [...new Set(faults.map(({ row }) => row))];
      expect([...good, ...bad].toSorted((a, b) => a - b)).toEqual(rows.map((_, at) => at + 2));
    }),
  );
});
