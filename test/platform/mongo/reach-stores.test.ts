import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import {
  createOutboxStore,
  createReachStore,
  createTaskRows,
  createTaskStore,
} from '../../../platform/mongo/index.ts';
import { createSecrets, newMasterKey } from '../../../platform/seal/index.ts';
import { itBehavesLikeAReachStore, itBehavesLikeATaskStore } from '../../contracts/reach-stores.ts';
import { arrivedAt as now, buildOutboxRow } from '../../support/build-message.ts';
import { openTestDatabase, type TestDatabase } from '../../support/mongo.ts';
import { createMemoryReach, createMemoryTasks } from '../../support/reach-stores.ts';

let opened: TestDatabase;

beforeAll(async () => {
  opened = await openTestDatabase();
});
afterAll(() => opened.close());
afterEach(() => opened.checkShapes());

async function cleared<Store>(open: () => Store): Promise<Store> {
  await opened.clear();
  return open();
}

describe('on MongoDB', () => {
  itBehavesLikeAReachStore(() => cleared(() => createReachStore(opened.database)));
  itBehavesLikeATaskStore(() => cleared(() => createTaskStore(opened.database)));

  test('rows are listed once their task is due, and settled when staff told them', async () => {
    await opened.clear();
    const outbox = createOutboxStore(opened.database, createSecrets([newMasterKey()]));
    const rows = createTaskRows(opened.database);
    const soon = new Date(now.getTime() + 1);
    const [due, later, sent] = [
      buildOutboxRow({ taskAt: now }),
      buildOutboxRow({ taskAt: soon }),
      buildOutboxRow({ taskAt: now }),
    ];
    await outbox.insert([due, later, sent]);
    await outbox.recordSent(sent.id, { at: now, channel: 'web-chat' });
    expect((await rows.listTaskDue(now, 10)).map(({ id }) => id)).toEqual([due.id]);
    await rows.dropTask(due.id);
    expect(await rows.listTaskDue(now, 10)).toEqual([]);
    await rows.recordTold(due.id);
    await rows.recordTold(sent.id);
    const statuses = (await rows.findMany([due.id, sent.id])).map(({ status }) => status);
    expect(statuses.toSorted()).toEqual(['sent', 'told']);
    expect(await outbox.claim(due.id, 'a', soon, soon, { text: '' })).toBeUndefined();
  });
});

describe('in memory, for tests', () => {
  itBehavesLikeAReachStore(async () => createMemoryReach());
  itBehavesLikeATaskStore(async () => createMemoryTasks());
});
