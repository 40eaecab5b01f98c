import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { createKnowledgeStore } from '../../../platform/mongo/index.ts';
import { upgradeKnowledge } from '../../../platform/mongo/knowledge-upgrade.ts';
import { itBehavesLikeAKnowledgeStore } from '../../contracts/knowledge-store.ts';
import { openTestDatabase, type TestDatabase } from '../../support/mongo.ts';

let opened: TestDatabase;

beforeAll(async () => {
  opened = await openTestDatabase();
});
afterEach(() => opened.checkShapes());
afterAll(() => opened.close());

itBehavesLikeAKnowledgeStore(async () => {
  await opened.clear();
  return createKnowledgeStore(opened.database);
});

describe('entries of the first release', () => {
  const confirmed = { by: '李编辑', at: new Date('2026-02-01T00:00:00Z') };
  const first = {
    _id: 'fines-1',
    v: 1,
    version: 1,
    area: '罚款',
    question: '罚款太重怎么办',
    similar: ['罚得太多'],
    answer: '可以申请行政复议。',
    citations: ['《行政复议法》第十一条', '本省裁量基准'],
  };

  async function storeFirst() {
    await opened.clear();
    const native = opened.database.connection.getClient().db(opened.dbName);
    const entries = native.collection<typeof first & { confirmed?: unknown }>('knowledge');
    await entries.insertMany([first, { ...first, _id: 'fines-2', version: 3, confirmed }]);
    return createKnowledgeStore(opened.database);
  }

  test('are read as they are, and moved once, to the same', async () => {
    const store = await storeFirst();
    const before = await store.list();
    await upgradeKnowledge.run(opened.database);
    expect(await store.list()).toEqual(before);
    await upgradeKnowledge.run(opened.database);
    expect(await store.list()).toEqual(before);
  });

  test('stay live under the version that replies name; confirmed ones stay confirmed', async () => {
    const store = await storeFirst();
    await upgradeKnowledge.run(opened.database);
    const [untouched, touched] = await store.list();
    expect(untouched).toMatchObject({
      origin: 'starter',
      state: 'published',
      live: {
        version: 1,
        text: {
          question: '罚款太重怎么办',
          answer: '可以申请行政复议。\n（本省裁量基准）',
          citations: [{ statute: '行政复议法', article: '11' }],
        },
      },
    });
    expect(untouched?.live?.reviewed).toBeUndefined();
    expect(touched).toMatchObject({
      origin: 'staff',
      version: 3,
      live: { version: 3, reviewed: { name: '李编辑', at: confirmed.at } },
    });
  });
});
