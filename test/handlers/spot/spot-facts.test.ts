import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { spotFacts, spotKind, takeOutContact, toDatedTime } from '../../../handlers/spot/index.ts';
import { fold } from '../../../platform/fold/index.ts';
import { readSharedLines } from '../../support/shared-data.ts';
import { toldSlots } from '../../support/told-slots.ts';

const slots = ['actingUnit', 'place', 'time', 'paper', 'demand', 'onBehalfOf'] as const;
const monday = new Date('2026-03-02T01:00:00Z');

describe('slots in free text', () => {
  test('there are at least sixty invented messages, a quarter of them in each other script or tongue', () => {
    expect(toldSlots.length).toBeGreaterThanOrEqual(60);
  });

  test.each(toldSlots.map((told) => [told.text, told] as const))('%s', (text, told) => {
    const { text: _, ...expected } = told;
    expect(spotFacts(text, fold).facts).toEqual(expected);
  });

  test('every find is cut out of the message unchanged', () => {
    for (const { text } of toldSlots) {
      const { facts } = spotFacts(text, fold);
      for (const words of Object.values(facts)) {
        for (const part of words.split(/[，；]/u)) expect(text).toContain(part);
      }
    }
  });

  test('of real messages a share is found, printed without a floor, and all of it in their own words', () => {
    const rows = readSharedLines(
      'taidi_c/enforcement_subset.dev.jsonl',
      z.object({ detail: z.string() }),
    );
    if (rows === undefined) return;
    const found = rows.map(({ detail }) => ({ detail, facts: spotFacts(detail, fold).facts }));
    const shares = slots.map((slot) => {
      const count = found.filter(({ facts }) => facts[slot] !== undefined).length;
      return `${slot} ${Math.round((100 * count) / found.length)} %`;
    });
    process.stdout.write(`found in ${found.length} real messages: ${shares.join(', ')}\n`);
    for (const { detail, facts } of found) {
      for (const slot of ['actingUnit', 'place', 'time'] as const) {
        expect(detail).toContain(facts[slot] ?? '');
      }
    }
  });
});

describe('what else free text says', () => {
  test.each([
    ['我要投诉城管局乱罚款', 'complaint'],
    ['您好，我要實名舉報交警', 'complaint'],
    ['I want to complain about the traffic police', 'complaint'],
    ['我想提个建议，早市可以晚点收', 'suggestion'],
    ['请问罚款多少合法', 'consultation'],
    ['投诉电话是多少', undefined],
    ['我投诉了三次都没人管', undefined],
  ])('%s', (text, kind) => {
    expect(spotKind(text, fold)).toBe(kind);
  });

  test.each([
    ['昨天下午', '昨天下午（2026-03-01）'],
    ['前天', '前天（2026-02-28）'],
    ['上周三', '上周三（2026-02-25）'],
    ['上上週五', '上上週五（2026-02-20）'],
    ['三天前', '三天前（2026-02-27）'],
    ['last Friday', 'last Friday（2026-02-27）'],
    ['yesterday', 'yesterday（2026-03-01）'],
    ['民國115年3月5日', '民國115年3月5日（2026-03-05）'],
    ['3月1日', '3月1日'],
    ['上个月', '上个月'],
  ])('a moment that counts from today gets its day: %s', (words, dated) => {
    expect(toDatedTime(words, monday, fold)).toBe(dated);
  });

  test("the person's own name and number are taken out of a telling, other people's stay", () => {
    const own = takeOutContact('我叫王小明，城管乱罚款，我的电话13812345678。', fold);
    expect(own.text).toBe('我叫×××，城管乱罚款，我的电话×××××××××××。');
    expect(own.contact).toEqual({ name: '王小明', phone: '13812345678' });
    const other = '队长姓李，他的电话13812345678。';
    expect(takeOutContact(other, fold).text).toBe(other);
  });
});
