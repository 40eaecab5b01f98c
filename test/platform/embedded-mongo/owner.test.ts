import { describe, expect, it } from '@jest/globals';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import mongoose from 'mongoose';
import {
  backupFolder,
  restoreFolder,
  startEmbeddedMongo,
} from '../../../platform/embedded-mongo/index.ts';
import { runKillRounds } from './support/kill-rounds.ts';
import { startMember } from './support/start-member.ts';
import { makeFolder, MongoClient, startServer } from './support/start-server.ts';

describe('a folder', () => {
  it('is owned by one server; when it stops another takes over at the same address', async () => {
    const folder = makeFolder();
    const first = await startEmbeddedMongo({ dataDir: folder.path, thread: 'this' });
    const second = await startEmbeddedMongo({ dataDir: folder.path, thread: 'own' });
    expect(second.uri).toBe(first.uri);
    const client = await new MongoClient(first.uri).connect();
    await client.db().collection('t').insertOne({ n: 1 });
    await first.stop();
    expect(await eventually(() => client.db().collection('t').countDocuments())).toBe(1);
    await client.close();
    await second.stop();
    folder.remove();
  });

  it('is the same folder behind a symbolic link', async () => {
    const folder = makeFolder();
    const other = makeFolder();
    symlinkSync(folder.path, join(other.path, 'link'));
    const first = await startEmbeddedMongo({ dataDir: folder.path, thread: 'this' });
    const second = await startEmbeddedMongo({ dataDir: join(other.path, 'link'), thread: 'this' });
    expect(second.uri).toBe(first.uri);
    await second.stop();
    await first.stop();
    folder.remove();
    other.remove();
  });

  it('keeps its data, counts and indexes from one start to the next', async () => {
    const folder = makeFolder();
    for (const starts of [1, 2, 3]) {
      const server = await startEmbeddedMongo({ dataDir: folder.path, thread: 'this' });
      const client = await new MongoClient(server.uri).connect();
      const rows = client.db().collection('rows');
      await rows.createIndex({ n: 1 }, { unique: true });
      await rows.insertMany([{ n: starts * 10 }, { n: starts * 10 + 1, tags: ['a', 'b'] }]);
      expect(await rows.estimatedDocumentCount()).toBe(starts * 2);
      await expect(rows.insertOne({ n: 10 })).rejects.toMatchObject({ code: 11000 });
      await client.close();
      await server.stop();
    }
    folder.remove();
  });

  it('of another format version is refused', async () => {
    const folder = makeFolder();
    mkdirSync(join(folder.path, 'embedded-mongo'));
    const { open } = await import('lmdb');
    const root = open({
      path: join(folder.path, 'embedded-mongo'),
      encoding: 'binary',
      keyEncoding: 'binary',
      maxDbs: 4,
      overlappingSync: false,
    });
    const catalog = root.openDB<Buffer, Buffer>('catalog', {
      encoding: 'binary',
      keyEncoding: 'binary',
    });
    const { BSON } = (await import('mongoose')).default.mongo;
    catalog.putSync(
      Buffer.from('meta'),
      Buffer.from(BSON.serialize({ format: 99, nextId: 1, folderId: 'x' })),
    );
    await root.close();
    await expect(startEmbeddedMongo({ dataDir: folder.path, thread: 'this' })).rejects.toThrow(
      'format 99',
    );
    folder.remove();
  });

  it('whose file was cut off is refused with a clear error', async () => {
    const server = await startServer();
    const rows = server.db.collection('rows');
    await rows.insertMany(Array.from({ length: 2000 }, (_, n) => ({ n, pad: 'x'.repeat(500) })));
    const folder = makeFolder();
    await backupFolder(server.dataDir, join(folder.path, 'embedded-mongo'));
    await server.stop();
    truncateSync(join(folder.path, 'embedded-mongo', 'data.mdb'), 65_536);
    await expect(startEmbeddedMongo({ dataDir: folder.path, thread: 'this' })).rejects.toThrow(
      /cut off/,
    );
    writeFileSync(
      join(folder.path, 'embedded-mongo', 'data.mdb'),
      'not a database, but long enough'.repeat(400),
    );
    await expect(startEmbeddedMongo({ dataDir: folder.path, thread: 'this' })).rejects.toThrow(
      /no database/,
    );
    folder.remove();
  });
});

describe('a backup', () => {
  it('made under load is whole, and is restored where nobody uses the folder', async () => {
    const server = await startServer({ thread: 'own' });
    const rows = server.db.collection('rows');
    await rows.createIndex({ n: 1 }, { unique: true });
    await rows.insertMany(Array.from({ length: 500 }, (_, n) => ({ n })));
    const folder = makeFolder();
    const backup = join(folder.path, 'backup');
    const load = rows.insertMany(Array.from({ length: 2000 }, (_, n) => ({ n: 500 + n })));
    await backupFolder(server.dataDir, backup);
    await load;
    await expect(backupFolder(server.dataDir, backup)).rejects.toThrow(/not empty/);
    await server.stop();

    const target = makeFolder();
    await restoreFolder(backup, target.path);
    const { all, byIndex } = await readRows(target.path);
    expect(all).toBeGreaterThanOrEqual(500);
    expect(byIndex).toBe(all);
    target.remove();
    folder.remove();
  });

  it('holds no words that were deleted or written over', async () => {
    const server = await startServer({ thread: 'own' });
    const rows = server.db.collection<{ isKept: boolean; words: string }>('rows');
    const secret = '鹡鸰';
    for (const length of [3, 90, 700, 3000]) {
      const told = Array.from({ length: 40 }, (_, n) => ({
        isKept: n % 2 === 0,
        words: secret.repeat(length),
      }));
      await rows.insertMany(told);
      await rows.updateMany({ isKept: true }, { $set: { words: '无' } });
      await rows.deleteMany({ isKept: false });
    }
    const folder = makeFolder();
    await backupFolder(server.dataDir, join(folder.path, 'backup'));
    const bytes = readFileSync(join(folder.path, 'backup', 'data.mdb'));
    expect([bytes.includes('无'), bytes.includes(secret)]).toEqual([true, false]);
    await server.stop();
    folder.remove();
  });

  it('is restored while clients write, who then go on with its data', async () => {
    const server = await startServer({ thread: 'own' });
    const folder = makeFolder();
    const backup = join(folder.path, 'backup');
    const connection = await mongoose.createConnection(server.uri).asPromise();
    const Row = connection.model('Row', new mongoose.Schema({ n: Number }), 'rows');
    await Row.create([{ n: 1 }, { n: 2 }]);
    await backupFolder(server.dataDir, backup);
    await Row.collection.createIndex({ n: 1 });
    const state = { isOver: false };
    const writing = Array.from({ length: 4 }, async (_, writer) => {
      while (!state.isOver) await Row.create({ n: 100 + writer });
    });
    await eventually(async () => ((await Row.countDocuments()) > 20 ? true : undefined));
    await restoreFolder(backup, server.dataDir);
    state.isOver = true;
    await Promise.all(writing);
    await Row.create({ n: 3 });
    // What was there before is gone, also its index; what the clients wrote since then is there.
    expect(await Row.find({ n: { $lt: 100 } }).distinct('n')).toEqual([1, 2, 3]);
    expect(await Row.collection.indexes()).toHaveLength(1);
    await connection.close();
    const before = makeFolder();
    const store = join(before.path, 'embedded-mongo');
    mkdirSync(store);
    renameSync(join(server.dataDir, 'embedded-mongo', 'data.mdb.old'), join(store, 'data.mdb'));
    expect((await readRows(before.path)).all).toBeGreaterThan(20);
    await server.stop();
    before.remove();
    folder.remove();
  });

  it('that is damaged is refused before anything is touched', async () => {
    const server = await startServer({ thread: 'own' });
    await server.db.collection('rows').insertOne({ n: 1 });
    const folder = makeFolder();
    const backup = join(folder.path, 'backup');
    await backupFolder(server.dataDir, backup);
    const file = join(backup, 'data.mdb');
    const whole = readFileSync(file);
    truncateSync(file, whole.length - 4096);
    await expect(restoreFolder(backup, server.dataDir)).rejects.toThrow(/cut off/);
    const at = whole.indexOf(Buffer.from([0x10, 0x6e, 0, 1, 0, 0, 0]));
    writeFileSync(file, whole.fill(0x7e, at, at + 2));
    await expect(restoreFolder(backup, server.dataDir)).rejects.toThrow(/BSON|documents/);
    await server.db.collection('rows').insertOne({ n: 2 });
    expect(await server.db.collection('rows').countDocuments()).toBe(2);
    await server.stop();
    folder.remove();
  });

  it('leaves the old data or its own when the owner is killed during a restore', async () => {
    const folder = makeFolder();
    const backup = join(folder.path, 'backup');
    const seen = new Set<number>();
    for (const delayMs of [0, 200, 400, 600, 1000]) {
      const owner = await startMember(folder.path);
      const client = await new MongoClient(owner.uri).connect();
      const rows = client.db().collection('rows');
      if (!existsSync(backup)) {
        await rows.insertOne({ n: 1 });
        await backupFolder(folder.path, backup);
      }
      await rows.deleteMany({});
      await rows.insertMany([{ n: 1 }, { n: 2 }]);
      await client.close();
      const restoring = restoreFolder(backup, folder.path);
      await new Promise((resolve) => setTimeout(resolve, delayMs));
      await owner.end('SIGKILL');
      seen.add((await readRows(folder.path)).all);
      await restoring;
      expect((await readRows(folder.path)).all).toBe(1);
    }
    expect([...seen].every((count) => count === 1 || count === 2)).toBe(true);
    folder.remove();
  }, 60_000);
});

/** How many rows a folder has, by the documents and by an index on `n`, if it has one. */
async function readRows(dataDir: string): Promise<{ all: number; byIndex: number }> {
  const server = await startEmbeddedMongo({ dataDir, thread: 'this' });
  const client = await new MongoClient(server.uri).connect();
  const rows = client.db().collection('rows');
  const all = (await rows.find().toArray()).length;
  const byIndex = await rows
    .find({}, { hint: 'n_1' })
    .toArray()
    .catch(() => []);
  await client.close();
  await server.stop();
  return { all, byIndex: byIndex.length };
}

describe('space', () => {
  it('of replaced and deleted documents is used again', async () => {
    const server = await startServer();
    const rows = server.db.collection<{ _id: number; pad: string }>('rows');
    const size = () => readFileSync(join(server.dataDir, 'embedded-mongo', 'data.mdb')).length;
    const write = async (round: number) => {
      const batch = Array.from({ length: 1000 }, (_, _id) => ({
        _id,
        pad: `${round} ${'x'.repeat(800)}`,
      }));
      await rows.deleteMany({});
      await rows.insertMany(batch);
    };
    for (let round = 0; round < 10; round++) await write(round);
    const settled = size();
    for (let round = 10; round < 50; round++) await write(round);
    // Forty rounds more: space that was not used again would make it many times as large.
    expect(size()).toBeLessThan(settled * 3);
    await server.stop();
  });
});

describe('several processes', () => {
  it('count exactly, refuse each other’s duplicates and expire once', async () => {
    const folder = makeFolder();
    const members = [];
    for (let i = 0; i < 4; i++) members.push(await startMember(folder.path));
    expect(new Set(members.map(({ uri }) => uri)).size).toBe(1);
    const clients = await Promise.all(members.map(({ uri }) => new MongoClient(uri).connect()));
    const [main] = clients;
    const codes = main?.db().collection('codes');
    await codes?.createIndex({ slot: 1 }, { unique: true });
    await codes?.createIndex({ at: 1 }, { expireAfterSeconds: 0 });
    const outcomes = await Promise.all(
      clients.flatMap((client) => {
        const counters = client.db().collection<{ _id: string; n: number }>('counters');
        const counting = Array.from({ length: 100 }, () =>
          counters.updateOne({ _id: 'one' }, { $inc: { n: 1 } }, { upsert: true }),
        );
        const slots = Array.from({ length: 50 }, (_, slot) =>
          client
            .db()
            .collection('codes')
            .insertOne({ slot, at: new Date(0) })
            .then(
              () => 'taken' as const,
              (error: { code?: number }) => error.code,
            ),
        );
        return [Promise.all(counting).then(() => undefined), ...slots];
      }),
    );
    const counter = await main
      ?.db()
      .collection<{ _id: string; n: number }>('counters')
      .findOne({ _id: 'one' });
    expect(counter?.n).toBe(400);
    expect(outcomes.filter((outcome) => outcome === 11000).length).toBeGreaterThan(0);
    expect(outcomes.filter((outcome) => outcome === 'taken').length).toBeGreaterThanOrEqual(50);
    expect(await eventually(async () => (await codes?.countDocuments()) === 0 || undefined)).toBe(
      true,
    );
    await Promise.all(clients.map((client) => client.close()));
    for (const member of members) await member.end('SIGTERM');
    folder.remove();
  }, 60_000);

  it('lose nothing that was acknowledged when the owner is killed', async () => {
    const report = await runKillRounds(3);
    expect(report).toMatchObject({ lost: [], torn: [], indexFaults: [] });
    expect(report.inserts).toBeGreaterThan(100);
    expect(report.increments).toBeGreaterThan(50);
  }, 60_000);
});

/** Asks again until there is an answer. */
async function eventually<T>(ask: () => Promise<T | undefined>): Promise<T> {
  for (let tries = 0; tries < 200; tries++) {
    const answer = await ask().catch(() => undefined);
    if (answer !== undefined) return answer;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('no answer in 10 s');
}
