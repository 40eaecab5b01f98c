import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import mongoose from 'mongoose';
import { startServer, type Db } from './support/start-server.ts';

const { Double, GridFSBucket, Int32, Long } = mongoose.mongo;
let server: Awaited<ReturnType<typeof startServer>>;
let db: Db;
beforeAll(async () => {
  server = await startServer();
  ({ db } = server);
});
afterAll(() => server.stop());

describe('refusals', () => {
  it.each([
    [{ find: 'c', filter: {}, surprise: 1 }, 40415],
    [{ insert: 'c', documents: [{}], txnNumber: Long.fromNumber(1) }, 20],
    [{ find: 'c', readConcern: { level: 'snapshot' } }, 72],
    [{ find: 'c', tailable: true }, 115],
    [{ insert: 'c', documents: [{}], writeConcern: { w: 3 } }, 2],
    [{ mapReduce: 'c' }, 59],
    [{ aggregate: 'c', pipeline: [{ $changeStream: {} }], cursor: {} }, 40324],
    [{ find: 'c', filter: { $where: '1' } }, 115],
    [{ create: 'c', capped: true, size: 1 }, 40415],
    [{ createIndexes: 'c', indexes: [{ key: { a: '2dsphere' }, name: 'a' }] }, 115],
    [{ createIndexes: 'c', indexes: [{ key: { a: 1 }, name: 'a', weights: {} }] }, 40415],
    [{ update: 'c', updates: [{ q: {}, u: {}, surprise: 1 }] }, 40415],
    [{ find: 'system.users' }, 73],
  ])('%j is refused', async (command, code) => {
    const error: { code?: number } = await db.command(command).then(
      () => ({}),
      (refusal: { code: number }) => refusal,
    );
    expect(error.code).toBe(code);
  });

  it('of what lies outside the surface names the way out', async () => {
    await expect(db.command({ mapReduce: 'c' })).rejects.toThrow(
      'is not supported by the embedded database; set MONGODB_URI',
    );
  });
});

describe('documents', () => {
  it('keep the types of their numbers when stored and when updated', async () => {
    const numbers = db.collection<{ _id: number }>('numbers');
    const stored = {
      _id: 1,
      i: new Int32(1),
      d: new Double(1),
      l: Long.fromNumber(1),
      f: 0.5,
    };
    await numbers.insertOne(stored);
    await numbers.updateOne({ _id: 1 }, { $set: { x: 1 } });
    const typed = { i: { $type: 'int' }, d: { $type: 'double' }, l: { $type: 'long' } };
    expect(await numbers.countDocuments(typed)).toBe(1);
    const raw = await numbers.findOne({}, { promoteValues: false, promoteLongs: false });
    expect(raw).toMatchObject({ d: { _bsontype: 'Double' }, l: { _bsontype: 'Long' } });
  });

  it('may have fields named after an object’s own methods', async () => {
    const names = db.collection<{ _id: number }>('names');
    const fields: object = JSON.parse('{"__proto__": {"polluted": 1}, "constructor": 2}');
    await names.insertOne({ _id: 1, ...Object.fromEntries(Object.entries(fields)) });
    await names
      .updateOne({}, { $set: { 'constructor.prototype.polluted': 1 } })
      .catch(() => undefined);
    await names.updateOne({}, { $set: { '__proto__.polluted': 1 } });
    expect({}).not.toHaveProperty('polluted');
    expect(await names.countDocuments({ '__proto__.polluted': 1 })).toBe(1);
    expect(await names.countDocuments({ toString: { $exists: true } })).toBe(0);
  });

  it('get their _id first and cannot have it twice', async () => {
    const ids = db.collection<{ _id: string; a?: number }>('ids');
    await db.command({ insert: 'ids', documents: [{ a: 1, _id: 'x' }] });
    expect(Object.keys((await ids.findOne()) ?? {})).toEqual(['_id', 'a']);
    await expect(ids.insertOne({ _id: 'x' })).rejects.toMatchObject({
      code: 11000,
      keyPattern: { _id: 1 },
      keyValue: { _id: 'x' },
    });
  });
});

describe('unique, sparse and partial indexes', () => {
  it('refuse duplicates as drivers expect it, and only where the index reaches', async () => {
    const tickets = db.collection('unique');
    await tickets.createIndex({ organ: 1, seq: 1 }, { unique: true });
    await tickets.insertOne({ organ: 'a', seq: 1 });
    await expect(tickets.insertOne({ organ: 'a', seq: 1 })).rejects.toMatchObject({
      code: 11000,
      keyPattern: { organ: 1, seq: 1 },
      keyValue: { organ: 'a', seq: 1 },
    });
    const part = db.collection('part');
    const open = { unique: true, partialFilterExpression: { open: true } };
    await part.createIndex({ k: 1 }, open);
    await part.insertMany([
      { k: 1, open: false },
      { k: 1, open: false },
      { k: 1, open: true },
    ]);
    await expect(part.updateOne({ open: false }, { $set: { open: true } })).rejects.toMatchObject({
      code: 11000,
    });
    const sparse = db.collection('sparse');
    await sparse.createIndex({ k: 1 }, { unique: true, sparse: true });
    await sparse.insertMany([{}, {}, { k: null }]);
    await expect(sparse.insertOne({ k: null })).rejects.toMatchObject({ code: 11000 });
  });

  it('are not made over duplicates', async () => {
    const twice = db.collection('twice');
    await twice.insertMany([{ k: 1 }, { k: 1 }]);
    await expect(twice.createIndex({ k: 1 }, { unique: true })).rejects.toMatchObject({
      code: 11000,
    });
    expect(await twice.indexes()).toHaveLength(1);
    expect(await twice.find({ k: 1 }).toArray()).toHaveLength(2);
  });

  it('keep an unordered batch going past its duplicates', async () => {
    const batch = db.collection('batch');
    await batch.createIndex({ k: 1 }, { unique: true });
    const error: { code?: number; insertedCount?: number } = await batch
      .insertMany([{ k: 1 }, { k: 1 }, { k: 2 }], { ordered: false })
      .then(
        () => ({}),
        (refusal: { code: number }) => refusal,
      );
    expect(error.code).toBe(11000);
    expect(await batch.countDocuments()).toBe(2);
  });

  it('are built while others write, and hold all of it', async () => {
    const busy = db.collection('busy');
    await busy.insertMany(Array.from({ length: 3000 }, (_, n) => ({ n, k: n % 7 })));
    const [name] = await Promise.all([
      busy.createIndex({ k: 1, n: 1 }),
      ...Array.from({ length: 200 }, (_, n) => busy.insertOne({ n: 3000 + n, k: n % 7 })),
      ...Array.from({ length: 100 }, (_, n) => busy.updateOne({ n: n * 7 }, { $set: { k: 9 } })),
      busy.deleteMany({ n: { $gte: 2900, $lt: 3000 } }),
    ]);
    const byIndex = await busy.find({ k: { $gte: 0 } }, { hint: name }).toArray();
    expect(byIndex).toHaveLength(3100);
    expect(await busy.countDocuments({ k: 9 })).toBe(100);
  });
});

describe('TTL', () => {
  it('removes what is past its time by the given clock, and collMod moves the time', async () => {
    let now = new Date('2026-03-01T00:00:00Z');
    const timed = await startServer({ clock: () => now });
    const codes = timed.db.collection('codes');
    await codes.createIndex({ at: 1 }, { expireAfterSeconds: 60 });
    await codes.insertMany([
      { at: now, k: 'old' },
      { at: new Date(now.getTime() + 60_000), k: 'new' },
      { k: 'none' },
    ]);
    now = new Date(now.getTime() + 61_000);
    const left = async () => (await codes.find({}, { sort: { k: 1 } }).toArray()).map(({ k }) => k);
    await until(async () => (await left()).length === 2);
    expect(await left()).toEqual(['new', 'none']);
    const mod = { collMod: 'codes', index: { keyPattern: { at: 1 }, expireAfterSeconds: 0 } };
    expect(await timed.db.command(mod)).toMatchObject({
      expireAfterSeconds_old: 60,
      expireAfterSeconds_new: 0,
    });
    await until(async () => (await left()).length === 1);
    await timed.stop();
  });
});

describe('cursors', () => {
  it('give everything in batches, and end when they are killed', async () => {
    const many = db.collection('many');
    await many.insertMany(Array.from({ length: 1000 }, (_, n) => ({ n })));
    const all = await many.find({}, { sort: { n: -1 }, batchSize: 7 }).toArray();
    expect(all.map(({ n }) => n)).toEqual(Array.from({ length: 1000 }, (_, n) => 999 - n));
    const first = await db.command({ find: 'many', batchSize: 2 });
    const id = Long.fromNumber(first['cursor'].id);
    expect(await db.command({ killCursors: 'many', cursors: [id] })).toMatchObject({
      cursorsKilled: [id.toNumber()],
    });
    await expect(db.command({ getMore: id, collection: 'many' })).rejects.toMatchObject({
      code: 43,
    });
  });

  it('of a dropped collection fail and do not end early', async () => {
    const dropped = db.collection('dropped');
    await dropped.insertMany(Array.from({ length: 500 }, (_, n) => ({ n })));
    const cursor = dropped.find().batchSize(10);
    await cursor.next();
    await dropped.drop();
    await db.collection('dropped').insertOne({ n: -1 });
    await expect(cursor.toArray()).rejects.toMatchObject({ code: 175 });
  });
});

describe('GridFS', () => {
  it('keeps a file of several chunks', async () => {
    const bucket = new GridFSBucket(db, { chunkSizeBytes: 1024 });
    const bytes = Buffer.from(Array.from({ length: 10_000 }, (_, n) => n % 251));
    const upload = bucket.openUploadStream('photo.jpg', { metadata: { sha256: 'x' } });
    await new Promise((resolve, reject) => {
      upload.once('finish', resolve).once('error', reject).end(bytes);
    });
    const parts: Buffer[] = [];
    for await (const part of bucket.openDownloadStream(upload.id) as AsyncIterable<Buffer>)
      parts.push(part);
    expect(Buffer.concat(parts).equals(bytes)).toBe(true);
    await bucket.delete(upload.id);
    expect(await db.collection('fs.chunks').countDocuments()).toBe(0);
  });
});

describe('claims by findOneAndUpdate', () => {
  it('give each document to one claimant only', async () => {
    const jobs = db.collection('jobs');
    await jobs.insertMany(Array.from({ length: 100 }, (_, n) => ({ n, state: 'ready' })));
    const claims = await Promise.all(
      Array.from({ length: 120 }, (_, by) =>
        jobs.findOneAndUpdate(
          { state: 'ready' },
          { $set: { state: 'taken', by } },
          { sort: { n: 1 } },
        ),
      ),
    );
    const taken = claims.flatMap((claim) => (claim === null ? [] : [claim['n']]));
    expect(taken.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, n) => n));
  });
});

async function until(isDone: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    if (await isDone()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('it did not happen in 10 s');
}
