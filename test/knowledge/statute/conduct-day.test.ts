import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { readConductDay } from '../../../knowledge/index.ts';
import { fold } from '../../../platform/fold/index.ts';

/** A Sunday. */
const today = '2026-11-22';

function read(text: string): string | undefined {
  const span = readConductDay(text, today, fold);
  if (span === undefined) return undefined;
  return span.from === span.to ? span.from : `${span.from}..${span.to}`;
}

describe('the day of the conduct', () => {
  it.each([
    ['2021年7月14日被罚', '2021-07-14'],
    ['二〇二一年七月十四号开的单子', '2021-07-14'],
    ['2021.7.14 查的', '2021-07-14'],
    ['2021-07-14', '2021-07-14'],
    ['2021/7/14', '2021-07-14'],
    ['２０２１年７月１４日', '2021-07-14'],
    ['2020年5月的事', '2020-05-01..2020-05-31'],
    ['2020年2月份', '2020-02-01..2020-02-29'],
    ['21年5月处罚的', '2021-05-01..2021-05-31'],
    ['2020年底', '2020-01-01..2020-12-31'],
    ['去年三月', '2025-03-01..2025-03-31'],
    ['去年3月5日', '2025-03-05'],
    ['前年', '2024-01-01..2024-12-31'],
    ['今年', '2026-01-01..2026-11-22'],
    ['昨天', '2026-11-21'],
    ['前天晚上', '2026-11-20'],
    ['大前天', '2026-11-19'],
    ['今天早上', '2026-11-22'],
    ['上个月', '2026-10-01..2026-10-31'],
    ['上个月5号', '2026-10-05'],
    ['上周三', '2026-11-11'],
    ['上星期', '2026-11-09..2026-11-15'],
    ['3天前', '2026-11-19'],
    ['两个月前', '2026-09-01..2026-09-30'],
    ['三年前', '2023-01-01..2023-12-31'],
    ['5月3日被查', '2026-05-03'],
    ['12月3日被查', '2025-12-03'],
    ['三月份罚的', '2026-03-01..2026-03-31'],
    ['2020年5月到2021年3月一直在查', '2020-05-01..2021-03-31'],
    ['元月一日', '2026-01-01'],
  ])('%s is %s', (text, day) => {
    expect(read(text)).toBe(day);
  });

  it.each([
    '怎么申请复议',
    '民国110年5月3日',
    '《某办法》（2021年修订）怎么看',
    '2021年修订的处罚法第三条',
    '2021年1月22日修订的行政处罚法',
    '国办发〔2024〕54号',
    '三个月内可以复议吗',
    '12月31日前要交',
    '60日内',
    '明年3月',
    '下个月5号',
    '每年5月检查',
    '2027年5月1日',
    '2021年2月30日',
    '罚款2000元',
    '13月1日',
  ])('%s names none', (text) => {
    expect(read(text)).toBeUndefined();
  });

  it('is never in the future', () => {
    const numbers = fc.integer({ min: 1, max: 32 });
    const texts = fc
      .tuple(fc.integer({ min: 1990, max: 2040 }), numbers, numbers)
      .map(
        ([year, month, day]) => `${year}年${month}月${day}日，去年${month}月，${month}月${day}日`,
      );
    fc.assert(
      fc.property(texts, (text) => {
        const span = readConductDay(text, today, fold);
        if (span === undefined) return;
        expect(span.from <= span.to && span.to <= today).toBe(true);
      }),
    );
  });
});
