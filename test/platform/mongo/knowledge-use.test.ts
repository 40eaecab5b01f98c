import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createPublishDue, reviewEntry, scheduleEntry } from '../../../knowledge/index.ts';
import {
  createHitBatch,
  createKnowledgeStore,
  createUnansweredStore,
  createUsageStore,
} from '../../../platform/mongo/index.ts';
import { buildEntry } from '../../support/build-entry.ts';
import { openTestDatabase, type TestDatabase } from '../../support/mongo.ts';

const at = new Date('2026-03-02T01:00:00Z');
const later = new Date('2026-03-02T02:00:00Z');
const editor = { name: '张编辑', accountId: 'a-1' };
let opened: TestDatabase;

beforeAll(async () => {
  opened = await openTestDatabase();
});
beforeEach(() => opened.clear());
afterEach(() => opened.checkShapes());
afterAll(() => opened.close());

describe('how answers are used', () => {
  test('uses are added up in memory and stored together; the last use stays the latest', async () => {
    const store = createUsageStore(opened.database);
    let now = later;
    const batch = createHitBatch({
      store,
      now: () => now,
      onError: (error) => {
        throw error;
      },
    });
    batch.note('a@1');
    batch.note('a@1');
    batch.note('b@2');
    expect(await store.list()).toEqual([]);
    await batch.flush();
    now = at;
    batch.note('a@1');
    await batch.close();
    expect(await store.list()).toEqual([
      { source: 'a@1', hits: 3, lastUsedAt: later, helpful: 0, unhelpful: 0 },
      { source: 'b@2', hits: 1, lastUsedAt: later, helpful: 0, unhelpful: 0 },
    ]);
  });

  test('a verdict counts once for its message and for its version', async () => {
    const store = createUsageStore(opened.database);
    const vote = { id: 'm-1', source: 'a@1', isHelpful: true, at };
    await store.vote(vote);
    await store.vote(vote);
    await store.vote({ ...vote, id: 'm-2', isHelpful: false });
    await store.vote({ ...vote, id: 'm-3', source: 'a@2' });
    const counts = (await store.list()).toSorted((a, b) => (a.source < b.source ? -1 : 1));
    expect(counts).toMatchObject([
      { source: 'a@1', hits: 0, helpful: 1, unhelpful: 1 },
      { source: 'a@2', helpful: 1, unhelpful: 0 },
    ]);
  });
});

describe('questions without an answer', () => {
  const question = { question: '猫丢了怎么办', reason: 'none', personId: 'person-1', at } as const;

  test('are stored once, listed newest first, and closed for good', async () => {
    const store = createUnansweredStore(opened.database);
    await store.record({ id: 'm-1', ...question });
    await store.record({ id: 'm-1', ...question, question: '别的' });
    await store.record({ id: 'm-2', ...question, reason: 'unhelpful', source: 'a@1', at: later });
    expect((await store.listOpen(10)).map(({ id, question: words }) => [id, words])).toEqual([
      ['m-2', '猫丢了怎么办'],
      ['m-1', '猫丢了怎么办'],
    ]);
    await store.close(['m-1'], { state: 'answered', entryId: 'cats' });
    await store.close(['m-1', 'm-2', 'm-none'], { state: 'dismissed' });
    expect(await store.countOpen()).toBe(0);
    await store.record({ id: 'm-1', ...question });
    expect(await store.countOpen()).toBe(0);
  });
});

describe('schedules that are due', () => {
  test('are carried out once, however many processes try, in the name of who set them', async () => {
    const store = createKnowledgeStore(opened.database);
    const entry = buildEntry();
    await store.insert(entry);
    const reviewed = reviewEntry(entry, { by: editor, at }, { isSoleEditor: true });
    await store.save(reviewed);
    await store.save(scheduleEntry(reviewed, later, { by: editor, at }));
    const audited: object[] = [];
    const open = (now: Date) =>
      createPublishDue({ store, now: () => now, audit: async (line) => void audited.push(line) });
    expect(await open(at)()).toEqual([]);
    const published = await Promise.all([open(later)(), open(later)(), open(later)()]);
    expect(published.flat()).toEqual([entry.id]);
    expect(audited).toEqual([{ id: entry.id, accountId: 'a-1' }]);
    expect(await store.find(entry.id)).toMatchObject({
      version: 4,
      state: 'published',
      live: { version: 4, publishedAt: later },
    });
    expect(await open(later)()).toEqual([]);
  });
});
