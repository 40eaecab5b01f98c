import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { editEntry, publishEntry, retireEntry, reviewEntry } from '../../../knowledge/index.ts';
import { fold } from '../../../platform/fold/index.ts';
import { createKnowledgeStore } from '../../../platform/mongo/index.ts';
import { createEntryFinder, layOutHere } from '../../../platform/search-index/index.ts';
import { buildEntry } from '../../support/build-entry.ts';
import { buildLog } from '../../support/build-log.ts';
import { openTestDatabase, type TestDatabase } from '../../support/mongo.ts';

const by = { name: '张编辑', accountId: 'a-1' };
let opened: TestDatabase;
let folder: string;

beforeAll(async () => {
  opened = await openTestDatabase();
  folder = await mkdtemp(join(tmpdir(), 'duxin-index-'));
});
afterAll(async () => {
  await opened.close();
  await rm(folder, { recursive: true, force: true });
});

/** A process of its own: its own index, the same database and folder. */
function openProcess() {
  const store = createKnowledgeStore(opened.database);
  const ports = { folder, fold, layOut: layOutHere, now: () => new Date(), log: buildLog().log };
  return { store, ...createEntryFinder(store, ports) };
}

test('what one process publishes or retires, another answers with or not at its next question', async () => {
  const [one, two] = [openProcess(), openProcess()];
  const findIds = async ({ find }: typeof one, text: string) =>
    (await find(text, { audience: 'public' }, 5)).map(({ id }) => id);
  const entry = buildEntry();
  await one.store.insert(entry);
  expect(await findIds(two, '罚款不给票据')).toEqual([entry.id]);
  for (let round = 0; round < 5; round += 1) {
    const at = new Date();
    const question = `第${round}次改写的小猫`;
    const current = (await two.store.find(entry.id)) ?? entry;
    const text = { ...current.text, question, similar: [] };
    const edited = editEntry(current, text, { by, at });
    const reviewed = reviewEntry(edited, { by, at }, { isSoleEditor: true });
    const published = publishEntry(reviewed, { by, at });
    for (const next of [edited, reviewed, published]) expect(await two.store.save(next)).toBe(true);
    const [found] = await one.find('小猫', { audience: 'public' }, 5);
    expect(found?.live.text.question).toBe(question);
  }
  const last = (await one.store.find(entry.id)) ?? entry;
  await one.store.save(retireEntry(last, { by, at: new Date() }));
  expect(await findIds(two, '小猫')).toEqual([]);
  expect(await findIds(one, '小猫')).toEqual([]);
});
