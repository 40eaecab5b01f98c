import { describe, expect, it } from '@jest/globals';
import { BSONRegExp, Decimal128, Double, Long } from 'bson';
import { splitLeadingMatch } from '../../../../platform/embedded-mongo/aggregate/index.ts';
import { run } from './run.ts';

const items = [
  { _id: 1, item: 'lamp', sizes: ['S', 'M', 'L'], n: 10 },
  { _id: 2, item: 'desk', sizes: [], n: 20 },
  { _id: 3, item: 'lamp', sizes: 'M', n: 25 },
  { _id: 4, item: 'rug', n: 50 },
  { _id: 5, item: 'desk', sizes: null, n: 7 },
];

describe('$group', () => {
  it('gathers with every accumulator', async () => {
    const sum = { $sum: '$n' };
    const spec = {
      _id: '$item',
      sum,
      avg: { $avg: '$n' },
      min: { $min: '$n' },
      max: { $max: '$n' },
      count: { $count: {} },
    };
    expect(await run(items, [{ $group: spec }, { $limit: 1 }])).toEqual([
      {
        _id: 'lamp',
        sum: 35,
        avg: 17.5,
        min: 10,
        max: 25,
        count: 2,
      },
    ]);
  });

  it('takes a missing id for null and skips missing values', async () => {
    const spec = {
      _id: '$none',
      sum: { $sum: '$none' },
      avg: { $avg: '$none' },
    };
    expect(await run(items, [{ $group: spec }])).toEqual([{ _id: null, sum: 0, avg: null }]);
  });

  it('leaves a missing part out of a compound id, and makes the only part null', async () => {
    const two = await run([{ a: 1 }], [{ $group: { _id: { a: '$a', b: '$b' } } }]);
    expect(two).toEqual([{ _id: { a: 1 } }]);
    expect(await run([{ a: 1 }], [{ $group: { _id: { b: '$b' } } }])).toEqual([
      { _id: { b: null } },
    ]);
  });

  it('takes equal numbers of different types for one group', async () => {
    const numbers = [
      { n: 1 },
      { n: new Double(1) },
      { n: Long.fromNumber(1) },
      { n: Decimal128.fromString('1.0') },
      { n: '1' },
    ];
    const groups = await run(numbers, [{ $group: { _id: '$n', count: { $sum: 1 } } }]);
    expect(groups.map((group) => group['count'])).toEqual([4, 1]);
  });

  it('sums in twice the precision of a double, and keeps the widest type', async () => {
    const tenths = Array.from({ length: 10 }, () => ({ n: 0.1 }));
    expect(await run(tenths, [{ $group: { _id: null, sum: { $sum: '$n' } } }])).toEqual([
      { _id: null, sum: new Double(1) },
    ]);
    const longs = [{ n: Long.fromString('9007199254740993') }, { n: 1 }];
    expect(await run(longs, [{ $group: { _id: null, sum: { $sum: '$n' } } }])).toEqual([
      { _id: null, sum: Long.fromString('9007199254740994') },
    ]);
  });
});

describe('$bucket', () => {
  it('puts a value on a boundary into the bucket above, and makes no empty bucket', async () => {
    const spec = {
      groupBy: '$n',
      boundaries: [0, 25, 50, 100],
      output: { count: { $sum: 1 }, last: { $max: '$_id' } },
    };
    expect(await run(items, [{ $bucket: spec }])).toEqual([
      { _id: 0, count: 3, last: 5 },
      { _id: 25, count: 1, last: 3 },
      { _id: 50, count: 1, last: 4 },
    ]);
    expect(
      await run(items.slice(0, 1), [{ $bucket: { groupBy: '$n', boundaries: [0, 5, 25] } }]),
    ).toEqual([{ _id: 5, count: 1 }]);
  });

  it('gives the rest to the default, and is refused without one', async () => {
    const spec = { groupBy: '$n', boundaries: [0, 20] };
    expect(await run(items, [{ $bucket: { ...spec, default: 'more' } }])).toEqual([
      { _id: 0, count: 2 },
      { _id: 'more', count: 3 },
    ]);
    await expect(run(items, [{ $bucket: spec }])).rejects.toMatchObject({ code: 40066 });
  });

  it.each([
    [40194, [5, 5]],
    [40192, [5]],
    [40194, [5, 'a']],
  ])('refuses boundaries with code %i', async (code, boundaries) => {
    await expect(async () =>
      run(items, [{ $bucket: { groupBy: '$n', boundaries } }]),
    ).rejects.toMatchObject({ code });
  });
});

describe('$unwind', () => {
  it('makes one document of each element, and takes a scalar for its own element', async () => {
    const found = await run(items, [{ $unwind: '$sizes' }, { $project: { sizes: 1 } }]);
    expect(found).toEqual([
      { _id: 1, sizes: 'S' },
      { _id: 1, sizes: 'M' },
      { _id: 1, sizes: 'L' },
      { _id: 3, sizes: 'M' },
    ]);
  });

  it('keeps null, missing and empty on request', async () => {
    const spec = { path: '$sizes', preserveNullAndEmptyArrays: true };
    const found = await run(items.slice(1), [{ $unwind: spec }, { $unset: ['item', 'n'] }]);
    expect(found).toEqual([
      { _id: 2 },
      { _id: 3, sizes: 'M' },
      { _id: 4 },
      { _id: 5, sizes: null },
    ]);
  });
});

describe('$lookup', () => {
  const orders = [
    { _id: 1, sku: 'a' },
    { _id: 2, sku: null },
    { _id: 3 },
    { _id: 4, sku: ['a', 'b'] },
  ];

  it('joins by equality; null and missing find each other, arrays find any of theirs', async () => {
    const spec = { from: 'orders', localField: 'item', foreignField: 'sku', as: 'orders' };
    const found = await run(
      [{ _id: 'a', item: 'a' }, { _id: 'none' }, { _id: 'two', item: ['b', 'x'] }],
      [{ $lookup: spec }],
      orders,
    );
    expect(
      found.map(({ orders: list }) => (Array.isArray(list) ? list.map(({ _id }) => _id) : list)),
    ).toEqual([[1, 4], [2, 3], [4]]);
  });

  it('refuses to search by a stored regular expression', async () => {
    const spec = { from: 'orders', localField: 'item', foreignField: 'sku', as: 'orders' };
    await expect(
      run([{ item: new BSONRegExp('^a') }], [{ $lookup: spec }], orders),
    ).rejects.toMatchObject({ code: 115 });
  });

  it('refuses the forms with a pipeline', async () => {
    const spec = { from: 'orders', localField: 'a', foreignField: 'b', as: 'c', pipeline: [] };
    await expect(async () => run([], [{ $lookup: spec }])).rejects.toMatchObject({
      code: 9,
      message: expect.stringContaining('MONGODB_URI'),
    });
  });
});

describe('$facet, $count and $sortByCount', () => {
  it('runs each facet over the same documents', async () => {
    const facets = {
      total: [{ $count: 'n' }],
      items: [{ $sortByCount: '$item' }],
      none: [{ $match: { _id: 0 } }, { $count: 'n' }],
    };
    expect(await run(items, [{ $facet: facets }])).toEqual([
      {
        total: [{ n: 5 }],
        items: [
          { _id: 'lamp', count: 2 },
          { _id: 'desk', count: 2 },
          { _id: 'rug', count: 1 },
        ],
        none: [],
      },
    ]);
  });
});

describe('$project and $set', () => {
  it('computes, reaches into arrays and removes', async () => {
    const documents = [{ _id: 1, lines: [{ p: 2, q: 3 }, { p: 5 }], gone: 1 }];
    const stages = [{ $set: { 'lines.seen': true, gone: '$$REMOVE', all: '$lines.p' } }];
    expect(await run(documents, stages)).toEqual([
      {
        _id: 1,
        lines: [
          { p: 2, q: 3, seen: true },
          { p: 5, seen: true },
        ],
        all: [2, 5],
      },
    ]);
    expect(await run(documents, [{ $project: { 'lines.p': 1, at: '$$NOW' } }])).toEqual([
      { _id: 1, lines: [{ p: 2 }, { p: 5 }], at: new Date('2026-05-06T07:08:09Z') },
    ]);
  });

  it('refuses to mix inclusion with exclusion, and paths that collide', async () => {
    await expect(async () => run([], [{ $project: { a: 1, b: 0 } }])).rejects.toMatchObject({
      code: 31254,
    });
    await expect(async () => run([], [{ $project: { a: 1, 'a.b': 1 } }])).rejects.toMatchObject({
      code: 31249,
    });
  });
});

describe('a pipeline', () => {
  it.each<[number, { [stage: string]: unknown }]>([
    [40324, { $graphLookup: {} }],
    [40324, { $nonsense: 1 }],
    [40323, { $limit: 1, $skip: 1 }],
    [15952, { $group: { _id: 1, a: { $stdDevPop: '$n' } } }],
    [15952, { $group: { _id: 1, a: { $push: '$n' } } }],
    [15952, { $group: { _id: 1, a: { $first: '$n' } } }],
    [168, { $project: { a: { $function: {} } } }],
    [17276, { $project: { a: '$$unknown' } }],
    [9, { $unwind: { path: '$a', includeArrayIndex: 'at' } }],
    [9, { $bucket: { groupBy: '$a', boundaries: [1, 2], extra: 1 } }],
    [15958, { $limit: 0 }],
    [15955, { $group: { n: { $sum: 1 } } }],
  ])('refuses with code %i what it does not know: %j', async (code, stage) => {
    await expect(async () => run(items, [stage])).rejects.toMatchObject({ code });
  });

  it.each([
    { $group: { _id: '$item' } },
    { $sortByCount: '$item' },
    { $lookup: { from: 'x', localField: 'a', foreignField: 'b', as: 'c' } },
    { $set: { a: { $eq: ['$item', 'x'] } } },
  ])('refuses under a collation what it would change: %j', async (stage) => {
    const collation = { locale: 'en', strength: 2 };
    await expect(async () => run(items, [stage], [], { collation })).rejects.toMatchObject({
      code: 115,
    });
    expect(await run(items, [{ $match: { item: 'RUG' } }], [], { collation })).toHaveLength(1);
  });

  it.each([
    ['$group', { $group: { _id: { n: '$n', at: '$_id', text: '$text' } } }],
    ['$sort', { $sort: { n: 1 } }],
    ['$facet', { $facet: { all: [] } }],
  ])('ends %s with code 292 when it holds too much', async (_, stage) => {
    const documents = Array.from({ length: 200 }, (__, n) => ({
      _id: n,
      n: n % 7,
      text: 'x'.repeat(100),
    }));
    await expect(run(documents, [stage], [], { memoryLimitBytes: 20_000 })).rejects.toMatchObject({
      code: 292,
      codeName: 'QueryExceededMemoryLimitNoDiskUseAllowed',
    });
  });

  it('sorts for a limit within little memory', async () => {
    const documents = Array.from({ length: 20_000 }, (_, n) => ({
      _id: n,
      n: (n * 7919) % 20_000,
    }));
    const found = await run(documents, [{ $sort: { n: 1 } }, { $limit: 5 }, { $skip: 2 }], [], {
      memoryLimitBytes: 400_000,
    });
    expect(found.map(({ n }) => n)).toEqual([2, 3, 4]);
  });

  it('gives other clients their turn', async () => {
    let turns = 0;
    const documents = Array.from({ length: 1000 }, (_, n) => ({ n }));
    await run(documents, [{ $group: { _id: null } }], [], {
      yieldIfDue: async () => void (turns += 1),
    });
    expect(turns).toBeGreaterThan(10);
  });

  it.each([{ $sort: null }, { $match: null }, { $skip: null }, { $limit: null }])(
    'refuses %j at its beginning',
    (stage) => {
      expect(() => splitLeadingMatch([stage])).toThrow(
        expect.objectContaining({ code: expect.any(Number) }),
      );
    },
  );

  it('hands its beginning to the query planner', () => {
    const rest = [{ $limit: 5 }, { $count: 'n' }];
    expect(
      splitLeadingMatch([
        { $match: { a: 1 } },
        { $sort: { a: 1 } },
        { $skip: 3 },
        { $limit: 4 },
        ...rest,
      ]),
    ).toEqual({
      filter: { a: 1 },
      sort: { a: 1 },
      skip: 3,
      limit: 4,
      rest,
    });
  });
});
