import { describe, expect, it } from '@jest/globals';
import { Double, EJSON } from 'bson';
import * as fc from 'fast-check';
import { runPipeline } from '../../../../platform/embedded-mongo/aggregate/index.ts';
import {
  compileFilter,
  compileProjection,
  compileSort,
  createSorter,
} from '../../../../platform/embedded-mongo/query/index.ts';
import { aggregate } from './reference/aggregate.ts';
import { match } from './reference/match.ts';
import type { Doc } from './reference/order.ts';
import { project } from './reference/project.ts';
import { sort } from './reference/sort.ts';
import { update } from './reference/update.ts';
import { trusted } from '../trusted.ts';
import { applyUpdate } from './apply-update.ts';

/** Random documents shaped as the application's are, against a slow reference: 10,000 cases in all. */
const RUNS = 2000;
const NOW = new Date('2026-05-06T07:08:09Z');

const word = fc.constantFrom('open', 'closed', 'a', 'b', 'ab', '督', '', 'z\u{1F600}', 'z\uFFFD');
const whole = fc.integer({ min: -3, max: 5 });
const number = fc.oneof(
  { weight: 4, arbitrary: whole },
  fc.constantFrom(0.5, 2.5, -1.5).map((value) => value),
  whole.map((value) => new Double(value)),
);
const date = fc
  .integer({ min: 0, max: 700 * 24 })
  .map((hours) => new Date(Date.UTC(2024, 11, 30) + hours * 3_600_000));
const scalar = fc.oneof(word, number, date, fc.boolean(), fc.constant(null));
const person = fc.record({ name: word, age: number }, { requiredKeys: [] });
const step = fc.record(
  { name: word, n: number, tags: fc.array(word, { maxLength: 2 }) },
  { requiredKeys: [] },
);
const ticket: fc.Arbitrary<Doc> = fc.record(
  {
    _id: fc.integer({ min: 1, max: 1_000_000 }),
    status: fc.oneof(word, fc.constant(null)),
    n: fc.oneof({ weight: 5, arbitrary: number }, scalar),
    at: fc.oneof({ weight: 5, arbitrary: date }, fc.constant(null)),
    tags: fc.oneof({ weight: 5, arbitrary: fc.array(word, { maxLength: 3 }) }, word),
    nums: fc.array(fc.oneof(number, fc.constant(null)), { maxLength: 4 }),
    person,
    steps: fc.array(fc.oneof({ weight: 6, arbitrary: step }, scalar), { maxLength: 3 }),
  },
  { requiredKeys: ['_id'] },
);
const tickets = fc.uniqueArray(ticket, { maxLength: 8, selector: (doc) => doc['_id'] });

const queryPath = fc.constantFrom(
  'status',
  'n',
  'at',
  'tags',
  'nums',
  'person',
  'person.name',
  'person.age',
  'steps',
  'steps.name',
  'steps.n',
  'steps.tags',
  'steps.0.name',
  'nums.1',
  'tags.0',
  'missing',
  'steps.1.tags.0',
);
const value = fc.oneof(scalar, fc.array(word, { maxLength: 2 }), person);
const comparison = fc
  .constantFrom('$eq', '$ne', '$gt', '$gte', '$lt', '$lte')
  .chain((name) => value.map((argument) => ({ [name]: argument })));
const elementCondition: fc.Arbitrary<Doc> = fc.oneof(
  fc.record({ name: word }),
  fc.record({ n: fc.record({ $gt: whole }), name: word }, { requiredKeys: ['n'] }),
  fc.record({ $gt: whole, $lt: whole }),
  fc.record({ $in: fc.array(word, { maxLength: 2 }) }),
);
const operators: fc.Arbitrary<Doc> = fc.oneof(
  { weight: 4, arbitrary: comparison },
  fc
    .constantFrom('$in', '$nin', '$all')
    .chain((name) => fc.array(value, { maxLength: 3 }).map((list) => ({ [name]: list }))),
  fc.boolean().map(($exists) => ({ $exists })),
  fc
    .constantFrom('string', 'number', 'array', 'object', 'null', 'date', 'bool')
    .map(($type) => ({ $type })),
  fc.integer({ min: 0, max: 3 }).map(($size) => ({ $size })),
  elementCondition.map(($elemMatch) => ({ $elemMatch })),
  comparison.map(($not) => ({ $not })),
);
const condition = fc.oneof(value, operators);
const clause: fc.Arbitrary<Doc> = fc
  .tuple(queryPath, condition)
  .map(([path, one]) => ({ [path]: one }));
const filter: fc.Arbitrary<Doc> = fc.oneof(
  { weight: 3, arbitrary: clause },
  fc.tuple(clause, clause).map(([a, b]) => ({ ...a, ...b })),
  fc
    .constantFrom('$and', '$or', '$nor')
    .chain((name) =>
      fc.array(clause, { minLength: 1, maxLength: 3 }).map((list) => ({ [name]: list })),
    ),
);
const direction = fc.constantFrom(1, -1);
const sortSpec = fc.oneof(
  fc
    .tuple(
      fc.constantFrom(
        'status',
        'n',
        'at',
        'tags',
        'nums',
        'person',
        'person.age',
        'steps.n',
        'steps.name',
      ),
      direction,
    )
    .map(([path, to]) => ({ [path]: to })),
  fc
    .tuple(
      fc.constantFrom('status', 'n', 'tags'),
      direction,
      fc.constantFrom('at', 'person.name', '_id'),
      direction,
    )
    .map(([a, x, b, y]) => ({ [a]: x, [b]: y })),
);

/** Types and all; a change from 0.0 to -0.0 is none to MongoDB. */
function show(shown: unknown): string {
  return EJSON.stringify(shown, { relaxed: false }).replaceAll('"-0.0"', '"0.0"');
}

/** What a calculation gives, or that it is refused. */
function outcome(run: () => unknown): string {
  try {
    return show(run());
  } catch (error) {
    if (error instanceof TypeError || error instanceof RangeError) throw error;
    return 'refused';
  }
}

const options = { numRuns: RUNS };

describe('the query language agrees with a slow reference', () => {
  it('on what a filter finds', () => {
    fc.assert(
      fc.property(tickets, filter, (docs, query) => {
        const test = compileFilter(query);
        expect(show(docs.filter((doc) => test(doc)))).toBe(
          show(docs.filter((doc) => match(doc, query))),
        );
      }),
      options,
    );
  });

  it('on the order of a sort, whole or of the first few', () => {
    fc.assert(
      fc.property(tickets, sortSpec, fc.integer({ min: 1, max: 4 }), (docs, spec, limit) => {
        const expected = sort(docs, spec);
        expect(show(docs.toSorted(compileSort(spec)))).toBe(show(expected));
        const sorter = createSorter(spec, { limit, memoryLimitBytes: 1e9 });
        for (const doc of docs) sorter.push(doc, doc, 1);
        expect(show([...sorter.sorted()])).toBe(show(expected.slice(0, limit)));
      }),
      options,
    );
  });

  it('on what a projection leaves', () => {
    const paths = fc.uniqueArray(
      fc.constantFrom('status', 'n', 'person.name', 'steps.name', 'steps.tags', 'at'),
      { minLength: 1, maxLength: 3 },
    );
    const slice = fc.oneof(
      fc.integer({ min: -2, max: 2 }),
      fc.tuple(fc.integer({ min: -2, max: 2 }), fc.integer({ min: 1, max: 2 })),
    );
    const special: fc.Arbitrary<Doc> = fc.oneof(
      fc.constant({}),
      slice.map(($slice) => ({ nums: { $slice } })),
      elementCondition.map(($elemMatch) => ({ nums: { $elemMatch } })),
    );
    const spec = fc
      .tuple(fc.constantFrom(0, 1), paths, special, fc.boolean())
      .map(([flag, names, extra, hidesId]): Doc => {
        const usable = flag === 0 && show(extra).includes('$elemMatch') ? {} : extra;
        return {
          ...Object.fromEntries(names.map((name) => [name, flag])),
          ...usable,
          ...(hidesId ? { _id: 0 } : {}),
        };
      });
    fc.assert(
      fc.property(ticket, spec, (doc, projection) => {
        expect(show(compileProjection(projection)(doc))).toBe(show(project(doc, projection)));
      }),
      options,
    );
  });

  it('on what an update makes, and on which updates are refused', () => {
    const updatePath = fc.constantFrom(
      'status',
      'n',
      'at',
      'person.name',
      'person.age',
      'person',
      'nums',
      'tags',
      'nums.1',
      'nums.6',
      'steps.0.n',
      'fresh',
      'fresh.deep',
      'status.deep',
    );
    const each = fc.record({ $each: fc.array(scalar, { maxLength: 3 }) });
    const operator: fc.Arbitrary<Doc> = fc.oneof(
      fc
        .constantFrom('$set', '$min', '$max')
        .chain((name) =>
          fc
            .tuple(updatePath, scalar)
            .map(([path, argument]) => ({ [name]: { [path]: argument } })),
        ),
      fc.tuple(updatePath, number).map(([path, argument]) => ({ $inc: { [path]: argument } })),
      updatePath.map((path) => ({ $unset: { [path]: '' } })),
      fc
        .tuple(updatePath, fc.oneof(scalar, each))
        .map(([path, argument]) => ({ $push: { [path]: argument } })),
      fc
        .tuple(
          updatePath,
          fc.oneof(
            word,
            fc.array(word, { maxLength: 2 }).map(($each) => ({ $each })),
          ),
        )
        .map(([path, argument]) => ({ $addToSet: { [path]: argument } })),
      fc
        .tuple(updatePath, fc.oneof(word, number, elementCondition))
        .map(([path, argument]) => ({ $pull: { [path]: argument } })),
      number.map((argument) => ({ $inc: { 'nums.$[x]': argument } })),
      scalar.map((argument) => ({ $set: { 'nums.$[]': argument } })),
      scalar.map((argument) => ({ $set: { 'steps.$.n': argument } })),
    );
    const spec = fc.array(operator, { minLength: 1, maxLength: 3 }).map((list) => {
      const merged: Doc = {};
      for (const one of list)
        for (const [name, fields] of Object.entries(one))
          merged[name] = { ...trusted<Doc>(merged[name] ?? {}), ...trusted<Doc>(fields) };
      return merged;
    });
    fc.assert(
      fc.property(ticket, spec, word, (doc, change, name) => {
        const text = JSON.stringify(change);
        const query = { steps: { $elemMatch: { name } } };
        if (text.includes('steps.$') && !match(doc, query)) return;
        const arrayFilters = text.includes('$[x]') ? [{ x: { $gt: 0 } }] : [];
        const before = show(doc);
        const made = outcome(() =>
          applyUpdate(doc, change, { now: NOW, filter: query, arrayFilters }),
        );
        expect(made).toBe(outcome(() => update(doc, change, arrayFilters, query)));
        expect(show(doc)).toBe(before);
      }),
      options,
    );
  });

  it('on what a pipeline gives', async () => {
    const shanghai = { date: '$at', timezone: 'Asia/Shanghai' };
    const expression: fc.Arbitrary<unknown> = fc.oneof(
      fc.constantFrom('$n', '$status', '$person.name', '$steps.n', '$missing'),
      fc.constant({ $dateToString: { ...shanghai, format: '%Y-%m-%d %H' } }),
      fc
        .constantFrom('year', 'quarter', 'month', 'week', 'day', 'hour')
        .map((unit) => ({ $dateTrunc: { ...shanghai, unit } })),
      number.map((by) => ({ $add: ['$person.age', by] })),
      number.map((by) => ({ $add: [{ $ifNull: ['$person.age', 1] }, by, by] })),
      fc.constant({ $cond: [{ $gt: ['$n', 1] }, '$status', { k: '$n' }] }),
      fc.constant({ $and: [{ $not: '$n' }, { $or: ['$status', '$person.age'] }] }),
    );
    const accumulator = fc
      .tuple(
        fc.constantFrom('$sum', '$avg', '$min', '$max'),
        fc.constantFrom('$n', '$person.age', '$status', '$tags'),
      )
      .map(([name, argument]) => ({ [name]: argument }));
    const simple: fc.Arbitrary<Doc> = fc.oneof(
      filter.map(($match) => ({ $match })),
      expression.map((one) => ({ $set: { made: one } })),
      fc.tuple(expression, expression).map(([a, b]) => ({ $project: { a, b } })),
      fc.constantFrom('n', 'steps.n', 'person').map(($unset) => ({ $unset })),
      fc
        .tuple(fc.constantFrom('status', 'n', 'at'), direction)
        .map(([path, to]) => ({ $sort: { [path]: to, _id: 1 } })),
      fc.integer({ min: 1, max: 4 }).map(($limit) => ({ $limit })),
      fc.integer({ min: 0, max: 3 }).map(($skip) => ({ $skip })),
      fc.tuple(expression, accumulator).map(([_id, field]) => ({ $group: { _id, field } })),
      fc.constantFrom('$tags', '$nums', '$steps').chain((path) =>
        fc.boolean().map((preserveNullAndEmptyArrays) => ({
          $unwind: { path, preserveNullAndEmptyArrays },
        })),
      ),
      fc.constant({ $sortByCount: '$status' }),
      fc.constant({
        $bucket: { groupBy: '$person.age', boundaries: [-1, 0, 2, 4], default: 'other' },
      }),
      fc.constantFrom('status', 'tags', 'missing').map((localField) => ({
        $lookup: { from: 'others', localField, foreignField: 'key', as: 'found' },
      })),
      fc.constant({ $count: 'total' }),
    );
    const pipeline = fc.oneof(
      { weight: 5, arbitrary: fc.array(simple, { minLength: 1, maxLength: 3 }) },
      fc
        .tuple(fc.array(simple, { maxLength: 2 }), fc.array(simple, { maxLength: 2 }))
        .map(([a, b]): Doc[] => [{ $facet: { a, b } }]),
    );
    const others = fc.array(
      fc.record(
        { _id: whole, key: fc.oneof(word, fc.array(word, { maxLength: 2 }), fc.constant(null)) },
        { requiredKeys: ['_id'] },
      ),
      { maxLength: 3 },
    );
    await fc.assert(
      fc.asyncProperty(tickets, pipeline, others, async (docs, stages, foreign: Doc[]) => {
        const context = {
          now: NOW,
          memoryLimitBytes: 1e9,
          yieldIfDue: async () => {},
          lookup: (_: string, query: Doc) => foreign.filter((doc) => compileFilter(query)(doc)),
        };
        const run = async (): Promise<Doc[]> => {
          const found: Doc[] = [];
          for await (const doc of runPipeline(docs, stages, context)) found.push(doc);
          return found;
        };
        const made = await run().then(show, (error: unknown) => {
          if (error instanceof TypeError || error instanceof RangeError) throw error;
          return 'refused';
        });
        expect(made).toBe(outcome(() => aggregate(docs, stages, foreign)));
      }),
      options,
    );
  }, 60_000);
});
