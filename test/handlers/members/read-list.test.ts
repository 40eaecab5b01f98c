import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { addRows } from '../../../handlers/members/add-rows.ts';
import { isMemberList, readNumberedRows } from '../../../handlers/members/read-list.ts';
import { readMemberOpenness } from '../../../handlers/members/read-openness.ts';
import { readSheetRows } from '../../../handlers/members/read-sheet.ts';
import { emptyList, mostMembers, type MemberList } from '../../../handlers/members/row.ts';
import { fold } from '../../../platform/fold/index.ts';

const read = (text: string) => readNumberedRows(text, fold);
const listOf = (count: number): MemberList => ({
  ...emptyList,
  rows: Array.from({ length: count }, (_, n) => ({
    number: n + 1,
    name: `第${n + 1}商行`,
    story: '一个月查了四次',
  })),
});

describe('a numbered list', () => {
  test.each([
    ['1、云来商行：一周查三次\n2、禾木饭馆：罚款没给单子'],
    ['1. 云来商行，一周查三次\n\n2. 禾木饭馆，罚款没给单子'],
    ['以下两家：\n（1）云来商行：一周查三次\n（2）禾木饭馆：罚款没给单子'],
    ['一、云来商行 一周查三次\n二、禾木饭馆 罚款没给单子'],
    ['1)云来商行：一周查三次；2)禾木饭馆：罚款没给单子'],
  ])('gives name and matter of each line: %s', (text) => {
    expect(
      read(text).map(({ number, name, story }) => [number, name, story.replace(/[;；]$/u, '')]),
    ).toEqual([
      [1, '云来商行', '一周查三次'],
      [2, '禾木饭馆', '罚款没给单子'],
    ]);
  });

  test('keeps lines without a name or a matter', () => {
    expect(read('1、禾木饭馆\n2、罚了两千块也没给任何单子')).toEqual([
      { number: 1, name: '禾木饭馆', story: '' },
      { number: 2, name: '', story: '罚了两千块也没给任何单子' },
    ]);
  });

  test('is told from the matters of one person', () => {
    expect(isMemberList('1、云来商行：一周查三次\n2、禾木饭馆：罚款没给单子', fold)).toBe(true);
    expect(isMemberList('1、城管没收了我的推车\n2、市场所罚我两百没给票', fold)).toBe(false);
    expect(isMemberList('1、云来商行：一周查三次', fold)).toBe(false);
  });

  test('loses no row, whatever numbers it bears and however often it comes', () => {
    const row = fc.record({
      number: fc.integer({ min: 1, max: 12 }),
      name: fc.constantFrom('甲商行', '乙饭馆', '丙厂', ''),
      story: fc.stringMatching(/^[a-z]{0,12}$/u),
    });
    fc.assert(
      fc.property(fc.array(fc.array(row, { maxLength: 12 }), { maxLength: 5 }), (messages) => {
        let list = emptyList;
        for (const [n, rows] of messages.entries()) {
          const before = list;
          const added = addRows(list, `m${n}`, rows);
          list = added.list;
          expect(addRows(list, `m${n}`, rows)).toEqual({ list, left: [] });
          const numbers = list.rows.map(({ number }) => number);
          expect(new Set(numbers).size).toBe(numbers.length);
          expect(list.rows.length).toBeLessThanOrEqual(mostMembers);
          const taken = rows.filter(({ name, story }) =>
            list.rows.some((kept) => kept.name === name && kept.story === story),
          );
          expect(taken.length + added.left.length).toBeGreaterThanOrEqual(
            rows.length - countOverwritten(rows),
          );
          expect(list.rows.length).toBeGreaterThanOrEqual(before.rows.length);
        }
      }),
    );
  });

  test('puts a row right under its number, and never another member’s in its place', () => {
    const begun = addRows(
      emptyList,
      'm1',
      read('1、云来商行：一周查三次\n2、罚了两千块没给单子'),
    ).list;
    const mended = addRows(begun, 'm2', read('2、禾木饭馆：罚了两千块没给单子')).list;
    expect(mended.rows[1]).toMatchObject({ number: 2, name: '禾木饭馆' });
    const more = addRows(mended, 'm3', read('1、东风五金店：收费不给票')).list;
    expect(more.rows.map(({ number, name }) => [number, name])).toEqual([
      [1, '云来商行'],
      [2, '禾木饭馆'],
      [3, '东风五金店'],
    ]);
  });

  test('takes thirty members and names by number those that are left', () => {
    const rows = listOf(33).rows;
    const { list, left } = addRows(emptyList, 'm1', rows);
    expect(list.rows).toHaveLength(30);
    expect(left).toEqual([31, 32, 33]);
  });
});

/** Rows that a later one of the same message wrote anew. */
function countOverwritten(rows: readonly { readonly number: number }[]): number {
  return rows.length - new Set(rows.map(({ number }) => number)).size;
}

describe('who is to be named', () => {
  test.each([
    ['全部保密', [], []],
    ['都公开', [1, 2, 3, 4, 5, 6], []],
    ['2、5公开', [2, 5], []],
    ['2，5 公开，其余保密', [2, 5], []],
    ['公开 2 5', [2, 5], []],
    ['2-4公开', [2, 3, 4], []],
    ['1、2保密，其余公开', [3, 4, 5, 6], []],
    ['2、9公开', [2], [9]],
    ['2, 5 open', [2, 5], []],
  ])('%s', (words, named, unknown) => {
    expect(readMemberOpenness(fold(words), listOf(6))).toEqual({ named, unknown });
  });

  test.each(['3、禾木饭馆：罚款没给单子', '不知道', '公开了会怎样'])(
    '%s says nothing of it',
    (words) => {
      expect(readMemberOpenness(fold(words), listOf(6))).toBeUndefined();
    },
  );
});

describe('a sheet', () => {
  test('is read by its headings, a title above them or not', () => {
    expect(
      readSheetRows([
        ['商会会员反映汇总', ''],
        ['序号', '会员名称', '事项', '执法部门', '地址'],
        ['1', '云来商行', '一周查三次', '消防大队', '东街'],
        ['', '', '', '', ''],
        ['2', '禾木饭馆', '罚款没给单子', '', ''],
      ]),
    ).toEqual([
      { number: 1, name: '云来商行', story: '一周查三次', actingUnit: '消防大队', place: '东街' },
      { number: 2, name: '禾木饭馆', story: '罚款没给单子' },
    ]);
  });

  test('without a column for the member holds none', () => {
    expect(
      readSheetRows([
        ['日期', '金额'],
        ['1', '2'],
      ]),
    ).toEqual([]);
  });
});
