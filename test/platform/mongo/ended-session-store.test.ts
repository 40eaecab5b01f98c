import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createEndedSessionStore } from '../../../platform/mongo/index.ts';
import { openTestDatabase, type TestDatabase } from '../../support/mongo.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

describe('ended sessions of the web chat', () => {
  it('stay ended, however often, until their tokens have run out', async () => {
    let now = new Date('2026-03-02T02:00:00Z');
    const store = createEndedSessionStore(database.database, () => now);
    const until = new Date('2026-04-01T02:00:00Z');
    expect(await store.isEnded('session-1')).toBe(false);
    await store.end('session-1', until);
    await store.end('session-1', until);
    expect(await store.isEnded('session-1')).toBe(true);
    expect(await store.isEnded('session-2')).toBe(false);
    now = new Date('2026-04-01T02:00:01Z');
    await store.end('session-2', new Date('2026-05-01T02:00:00Z'));
    expect(await store.isEnded('session-1')).toBe(false);
    expect(await store.isEnded('session-2')).toBe(true);
  });
});
