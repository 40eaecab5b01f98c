import { describe, expect, it } from '@jest/globals';
import { Double, Long } from 'bson';
import { evaluate, run } from './run.ts';

const doc = {
  n: 7,
  half: 2.5,
  whole: new Double(4),
  big: Long.fromNumber(10),
  text: 'Straße督信',
  list: [3, 1, 2],
  nested: [{ v: 1 }, { v: [2, 3] }, 9, {}],
  at: new Date('2026-03-01T17:30:15.123Z'),
  nothing: null,
};
const zone = 'Asia/Shanghai';

describe('expressions', () => {
  it.each<[unknown, unknown]>([
    [{ $add: ['$n', 1] }, 8],
    [{ $add: ['$n', '$half'] }, 9.5],
    [{ $add: ['$half', 0.5] }, new Double(3)],
    [{ $add: ['$n', '$big'] }, Long.fromNumber(17)],
    [{ $add: [2147483647, 1] }, Long.fromNumber(2147483648)],
    [{ $add: ['$n', '$missing'] }, null],
    ['$nested.v', [1, [2, 3]]],
    [{ $ifNull: ['$nothing', '$missing', 'else'] }, 'else'],
    [{ $cond: ['$nothing', 1, 2] }, 2],
    [{ $cond: ['$n', 1, { $add: ['$text', 1] }] }, 1],
    [{ $eq: ['$missing', null] }, false],
    [{ $eq: ['$big', 10] }, true],
    [{ $lt: ['$missing', null] }, true],
    [{ $and: [1, 'x', { $not: 0 }] }, true],
    [{ $literal: '$n' }, '$n'],
    [
      ['$n', '$missing'],
      [7, null],
    ],
    [{ a: '$n', b: '$missing' }, { a: 7 }],
  ])('%j gives what the manual says', async (expression, expected) => {
    expect(await evaluate(expression, doc)).toEqual(expected);
  });

  it.each<[unknown, number]>([
    [{ $add: ['$n', '$text'] }, 14],
    [{ $gt: ['$n'] }, 16020],
    [{ $add: ['$at', 1000] }, 14],
    [{ $add: [] }, 16020],
    [{ $toUpper: '$text' }, 168],
    [{ $subtract: [2, 1] }, 168],
    [{ $multiply: [2, 1] }, 168],
    [{ $sum: '$list' }, 168],
    [{ $filter: { input: '$list', cond: true } }, 168],
    [{ $dateTrunc: { date: '$at', unit: 'day', binSize: 2 } }, 9],
    [{ $dateToString: { date: '$at', format: '%V' } }, 18536],
    [{ $dateToString: { date: '$at', format: '%Q' } }, 18536],
    [{ $dateToString: { date: '$at', zone } }, 9],
    [{ $dateToString: { date: '$n', format: '%Y' } }, 16006],
    [{ $dateToString: { date: '$at' } }, 9],
    [{ $dateToString: { date: '$at', format: '%Y', onNull: 1 } }, 9],
    [{ $dateTrunc: { date: '$at', unit: 'moon' } }, 5439014],
    [{ $dateToString: { date: '$at', format: '%Y', timezone: '+08:00' } }, 40485],
    [{ $dateToString: { date: '$at', format: '%Y', timezone: 'Mars/Olympus' } }, 40485],
  ])('%j is refused with code %i', async (expression, code) => {
    await expect(evaluate(expression, doc)).rejects.toMatchObject({ code });
  });
});

const local = (unit: string, more = {}): Promise<unknown> =>
  evaluate({ $dateTrunc: { date: '$at', unit, timezone: zone, ...more } }, doc);

describe('dates in Asia/Shanghai', () => {
  it.each([
    ['year', '2025-12-31T16:00:00Z'],
    ['quarter', '2025-12-31T16:00:00Z'],
    ['month', '2026-02-28T16:00:00Z'],
    ['week', '2026-02-28T16:00:00Z'],
    ['day', '2026-03-01T16:00:00Z'],
    ['hour', '2026-03-01T17:00:00Z'],
    ['minute', '2026-03-01T17:30:00Z'],
    ['second', '2026-03-01T17:30:15Z'],
  ])('$dateTrunc to the %s', async (unit, expected) => {
    expect(await local(unit)).toEqual(new Date(expected));
  });

  it('$dateTrunc by another first day of the week, and of null', async () => {
    expect(await local('week', { startOfWeek: 'Monday' })).toEqual(
      new Date('2026-03-01T16:00:00Z'),
    );
    expect(await evaluate({ $dateTrunc: { date: null, unit: 'day' } })).toBeNull();
  });

  it.each([
    ['%Y-%m-%d %H:%M:%S.%L', '2026-03-02 01:30:15.123'],
    ['%d.%m.%Y 100%%', '02.03.2026 100%'],
  ])('$dateToString by %s', async (format, expected) => {
    expect(await evaluate({ $dateToString: { date: '$at', format, timezone: zone } }, doc)).toBe(
      expected,
    );
  });

  it('$dateToString of null, and in the summer time of 1988', async () => {
    expect(await evaluate({ $dateToString: { date: '$missing', format: '%Y' } }, doc)).toBeNull();
    const summer = { date: new Date('1988-07-01T00:00:00Z'), format: '%H', timezone: zone };
    expect(await evaluate({ $dateToString: summer })).toBe('09');
  });

  it('$group by local day', async () => {
    const times = ['2026-03-01T15:59:59Z', '2026-03-01T16:00:00Z', '2026-03-02T15:59:59Z'];
    const day = { $dateToString: { date: '$at', format: '%Y-%m-%d', timezone: zone } };
    const documents = times.map((at) => ({ at: new Date(at) }));
    expect(await run(documents, [{ $group: { _id: day, count: { $sum: 1 } } }])).toEqual([
      { _id: '2026-03-01', count: 1 },
      { _id: '2026-03-02', count: 2 },
    ]);
  });
});
