import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { startServer, type Db } from './support/start-server.ts';

let server: Awaited<ReturnType<typeof startServer>>;
let db: Db;

beforeAll(async () => {
  server = await startServer();
  ({ db } = server);
});
afterAll(() => server.stop());

const scalar = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 6 }) },
  { weight: 3, arbitrary: fc.constantFrom('a', 'ab', 'abc', 'b', '') },
  fc.constantFrom(null, true, false, 2.5, -0.5, Number.NaN),
  fc.constantFrom(new Date(0), new Date(86_400_000), { x: 1 }, { x: 1, y: 2 }),
);
const value = fc.oneof({ weight: 4, arbitrary: scalar }, fc.array(scalar, { maxLength: 3 }));
const item = fc.record({ x: scalar, y: scalar }, { requiredKeys: [] });
const document = fc.record(
  { a: value, b: scalar, c: fc.oneof(item, fc.array(item, { maxLength: 3 })), d: scalar },
  { requiredKeys: [] },
);
const comparison = fc.oneof(
  fc.record({ $eq: scalar }),
  fc.record({ $gt: scalar }),
  fc.record({ $gte: scalar, $lt: scalar }),
  fc.record({ $lte: scalar }),
  fc.record({ $in: fc.array(scalar, { minLength: 1, maxLength: 3 }) }),
  fc.record({ $ne: scalar }),
  fc.record({ $exists: fc.boolean() }),
  fc.record({ $gt: fc.integer({ min: 0, max: 3 }), $lt: fc.integer({ min: 2, max: 6 }) }),
);
const condition = fc.oneof(scalar, comparison);
const path = fc.constantFrom('a', 'b', 'c.x', 'c.y', 'd', '_id');
const leaf = fc
  .uniqueArray(fc.tuple(path, condition), {
    minLength: 1,
    maxLength: 3,
    selector: ([name]) => name,
  })
  .map((pairs) => Object.fromEntries(pairs));
const elementMatch = fc.record({
  c: fc.record({ $elemMatch: fc.record({ x: scalar, y: condition }) }),
});
const elementRange = fc.record({
  a: fc.record({
    $elemMatch: fc.oneof(
      fc.record({ $gte: fc.integer({ min: 0, max: 4 }), $lt: fc.integer({ min: 2, max: 6 }) }),
      fc.record({ $gt: scalar }),
    ),
  }),
});
const filter = fc.oneof(
  { weight: 5, arbitrary: leaf },
  elementMatch,
  elementRange,
  fc.record({ $or: fc.array(leaf, { minLength: 1, maxLength: 3 }) }),
  fc.record({ $and: fc.array(leaf, { minLength: 1, maxLength: 2 }) }),
);
const sort = fc.constantFrom(
  { _id: 1 },
  { b: 1, _id: 1 },
  { d: -1, _id: 1 },
  { b: -1, d: 1, _id: -1 },
);

const INDEXES = [
  { key: { a: 1 } },
  { key: { b: 1, d: -1, _id: 1 } },
  { key: { d: -1, b: 1 } },
  { key: { 'c.x': 1, 'c.y': -1 } },
  { key: { 'c.y': 1, a: -1 }, sparse: true },
  { key: { d: 1, a: 1 }, name: 'partial', partialFilterExpression: { b: { $gte: 2 } } },
] as const;

describe('planner', () => {
  it('gives the same answers with indexes as without', async () => {
    let round = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(document, { minLength: 1, maxLength: 25 }),
        fc.array(fc.tuple(filter, sort), { minLength: 1, maxLength: 25 }),
        async (documents, queries) => {
          round++;
          const plain = db.collection<{ _id: number }>(`plain${round}`);
          const indexed = db.collection<{ _id: number }>(`indexed${round}`);
          const stored = documents.map((one, i) => ({ _id: i, ...one }));
          await indexed.createIndexes(INDEXES.map((index) => ({ ...index })));
          const isParallel = await indexed.insertMany(stored).then(
            () => false,
            (error: { code?: number }) => error.code === 171,
          );
          if (isParallel) return;
          await plain.insertMany(stored);
          for (const [wanted, order] of queries) {
            const expected = await plain.find(wanted, { sort: order }).toArray();
            expect(await indexed.find(wanted, { sort: order }).toArray()).toEqual(expected);
            expect(await indexed.countDocuments(wanted)).toBe(expected.length);
            const top = await indexed.find(wanted, { sort: order, skip: 1, limit: 3 }).toArray();
            expect(top).toEqual(expected.slice(1, 4));
          }
          await plain.drop();
          await indexed.drop();
        },
      ),
      { numRuns: 150 },
    );
  }, 120_000);

  it('keeps indexes equal to their documents through random writes', async () => {
    const changes = db.collection<{ _id: number }>('changes');
    await changes.createIndexes(INDEXES.map((index) => ({ ...index })));
    const write = fc.oneof(
      fc.tuple(fc.constant('put' as const), fc.integer({ min: 0, max: 20 }), document),
      fc.tuple(fc.constant('delete' as const), fc.integer({ min: 0, max: 20 }), document),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(write, { minLength: 1, maxLength: 20 }), async (writes) => {
        for (const [kind, _id, content] of writes) {
          if (kind === 'delete') await changes.deleteOne({ _id });
          else await changes.replaceOne({ _id }, content, { upsert: true }).catch(ignoreParallel);
        }
        const all = await changes.find({}, { sort: { _id: 1 } }).toArray();
        for (const hint of ['a_1', 'b_1_d_-1__id_1', 'd_-1_b_1', 'c.x_1_c.y_-1']) {
          const found = await changes.find({ _id: { $exists: true } }, { hint }).toArray();
          expect(found.map(({ _id }) => _id).toSorted((a, b) => a - b)).toEqual(
            all.map(({ _id }) => _id),
          );
        }
      }),
      { numRuns: 100 },
    );
  }, 120_000);

  it('tells which index it uses', async () => {
    const tickets = db.collection('explained');
    await tickets.createIndex({ status: 1, createdAt: -1 });
    await tickets.createIndex({ number: 1 }, { unique: true });
    await tickets.createIndex({ pendingFrom: 1 }, { sparse: true });
    const planOf = async (wanted: object, order: Record<string, 1 | -1> = {}) => {
      const { queryPlanner } = await tickets.find(wanted, { sort: order }).explain('queryPlanner');
      return queryPlanner.winningPlan;
    };
    expect(await planOf({ status: 'open' }, { createdAt: -1 })).toMatchObject({
      stage: 'FETCH',
      inputStage: { indexName: 'status_1_createdAt_-1', direction: 'forward' },
    });
    expect(await planOf({ status: 'open' }, { createdAt: 1 })).toMatchObject({
      inputStage: { direction: 'backward' },
    });
    expect(await planOf({ number: { $in: ['1', '2'] } })).toMatchObject({
      inputStage: { indexName: 'number_1', ranges: 2 },
    });
    expect(await planOf({ pendingFrom: { $exists: true } })).toMatchObject({
      inputStage: { indexName: 'pendingFrom_1' },
    });
    expect(await planOf({ pendingFrom: null })).toMatchObject({ stage: 'COLLSCAN' });
    expect(await planOf({ $or: [{ number: '1' }, { status: 'open' }] })).toMatchObject({
      stage: 'OR',
    });
    expect(await planOf({ text: { $ne: 'x' } }, { text: 1 })).toMatchObject({
      stage: 'SORT',
      inputStage: { stage: 'COLLSCAN' },
    });
    const { queryPlanner } = await db.command({
      explain: { count: 'explained', query: { status: 'open' } },
    });
    expect(queryPlanner.winningPlan).toMatchObject({ stage: 'COUNT_SCAN' });
  });
});

function ignoreParallel(error: { code?: number }): void {
  if (error.code !== 171) throw error;
}
