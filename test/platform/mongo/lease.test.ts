import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import {
  createLeases,
  createSettings,
  DatabaseTooNewError,
  prepareDatabase,
} from '../../../platform/mongo/index.ts';
import { migrateDatabase } from '../../../platform/mongo/migrate.ts';
import { openTestDatabase, type TestDatabase } from '../../support/mongo.ts';

let opened: TestDatabase;
let nowMs = 0;
const now = () => new Date(nowMs);
const openLeases = (owner: string) => createLeases(opened.database, owner, now);

beforeAll(async () => {
  opened = await openTestDatabase();
});
beforeEach(async () => {
  nowMs = Date.parse('2026-03-02T02:00:00.000Z');
  await opened.clear();
});
afterAll(() => opened.close());

describe('leases', () => {
  test('go to one of many who ask at once', async () => {
    const owners = Array.from({ length: 20 }, (_, index) => openLeases(`owner-${index}`));
    const taken = await Promise.all(owners.map((leases) => leases.take('audit', 1000)));
    expect(taken.filter(Boolean)).toHaveLength(1);
  });

  test('are prolonged by their holder and refused to others until they run out', async () => {
    const [first, second] = [openLeases('a'), openLeases('b')];
    expect(await first.take('audit', 1000)).toBe(true);
    expect(await first.take('audit', 2000)).toBe(true);
    nowMs += 1999;
    expect(await second.take('audit', 1000)).toBe(false);
    nowMs += 1;
    expect(await second.take('audit', 1000)).toBe(true);
    expect(await first.take('audit', 1000)).toBe(false);
  });

  test('are independent of each other and free after their release', async () => {
    const [first, second] = [openLeases('a'), openLeases('b')];
    await first.take('audit', 1000);
    expect(await second.take('sweep', 1000)).toBe(true);
    await second.release('audit');
    expect(await second.take('audit', 1000)).toBe(false);
    await first.release('audit');
    expect(await second.take('audit', 1000)).toBe(true);
  });

  test('let one worker in at a time, also within one process', async () => {
    const [first, second] = [openLeases('a'), openLeases('b')];
    const inner = await first.withLease('audit', 1000, async () => [
      await first.withLease('audit', 1000, async () => 'again'),
      await second.withLease('audit', 1000, async () => 'other'),
    ]);
    expect(inner).toEqual({ kind: 'done', result: [{ kind: 'busy' }, { kind: 'busy' }] });
    expect(await second.withLease('audit', 1000, async () => 'then')).toEqual({
      kind: 'done',
      result: 'then',
    });
  });

  test('are released when the work fails', async () => {
    const failing = openLeases('a').withLease('audit', 1000, () => Promise.reject(new Error('no')));
    await expect(failing).rejects.toThrow('no');
    expect(await openLeases('b').take('audit', 1000)).toBe(true);
  });

  test('tell the worker when another took them over', async () => {
    const result = await openLeases('a').withLease('audit', 60, async (lost) => {
      nowMs += 60;
      expect(await openLeases('b').take('audit', 60_000)).toBe(true);
      await new Promise((resolve) => lost.addEventListener('abort', resolve));
      return lost.aborted;
    });
    expect(result).toEqual({ kind: 'done', result: true });
    expect(await openLeases('c').take('audit', 60)).toBe(false);
  });
});

describe('settings', () => {
  test('are set, and learnt once', async () => {
    const settings = createSettings(opened.database);
    expect(await settings.get('original_id')).toBeUndefined();
    const learnt = await Promise.all(
      ['gh_1', 'gh_2'].map((id) => settings.learn('original_id', id)),
    );
    expect(new Set(learnt).size).toBe(1);
    expect(await settings.get('original_id')).toBe(learnt[0]);
    await settings.set('original_id', 'gh_3');
    expect(await settings.learn('original_id', 'gh_4')).toBe('gh_3');
  });
});

function toMigration(id: number, ran: number[]) {
  return { id, name: `step ${id}`, run: async () => void ran.push(id) };
}

describe('migrations', () => {
  test('run once each, in order, whichever process comes first', async () => {
    const ran: number[] = [];
    const steps = [2, 1].map((id) => toMigration(id, ran));
    const migrate = (owner: string) =>
      migrateDatabase(opened.database, openLeases(owner), [], steps);
    await Promise.all(['a', 'b', 'c'].map(migrate));
    expect(ran).toEqual([1, 2]);
    await migrateDatabase(opened.database, openLeases('d'), [], [...steps, toMigration(3, ran)]);
    expect(ran).toEqual([1, 2, 3]);
  });

  test('go on at the one that failed', async () => {
    const ran: number[] = [];
    const failing = { id: 2, name: 'fails', run: () => Promise.reject(new Error('no')) };
    const first = migrateDatabase(
      opened.database,
      openLeases('a'),
      [],
      [toMigration(1, ran), failing],
    );
    await expect(first).rejects.toThrow('no');
    const all = [1, 2].map((id) => toMigration(id, ran));
    await migrateDatabase(opened.database, openLeases('b'), [], all);
    expect(ran).toEqual([1, 2]);
  });

  test('refuse a database of a newer release', async () => {
    await createSettings(opened.database).set('migrated_to', 99);
    await expect(prepareDatabase(opened.database, openLeases('a'))).rejects.toMatchObject({
      code: new DatabaseTooNewError(99, 0).code,
    });
  });

  test('make every index again without harm', async () => {
    await prepareDatabase(opened.database, openLeases('a'));
    const inbox = opened.database.connection.getClient().db(opened.dbName).collection('inbox');
    const before = await inbox.indexes();
    await prepareDatabase(opened.database, openLeases('a'));
    expect(await inbox.indexes()).toEqual(before);
    expect(before.length).toBeGreaterThan(1);
  });
});
