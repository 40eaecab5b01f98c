import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { createMemberLists, createMemberTies, rotateKeys } from '../../../platform/mongo/index.ts';
import { createSecrets, newMasterKey } from '../../../platform/seal/index.ts';
import { openTestDatabase, type TestDatabase } from '../../support/mongo.ts';

const [oldKey, newKey] = [newMasterKey(), newMasterKey()];
const secrets = createSecrets([oldKey]);
const expiresAt = new Date('2026-03-16T01:00:00.000Z');
const tie = {
  ticketId: 't-list-2',
  name: '禾木饭馆',
  state: 'waiting',
  codeHash: 'hash',
  expiresAt,
} as const;
let opened: TestDatabase;

beforeAll(async () => {
  opened = await openTestDatabase();
});
beforeEach(() => opened.clear());
afterEach(() => opened.checkShapes());
afterAll(() => opened.close());

async function readAll(...names: readonly string[]): Promise<string> {
  const { connection } = opened.database;
  const found = names.map((name) => connection.collection(name).find({}).toArray());
  return JSON.stringify(await Promise.all(found));
}

test('a member is found by the code, settled once, and the name lies sealed', async () => {
  const ties = createMemberTies(opened.database, secrets);
  await ties.insert(tie);
  await ties.insert({ ...tie, name: '别的' });
  expect(await ties.findByCode('hash')).toEqual(tie);
  expect(await ties.settle(tie.ticketId, 'sealed', 'm-1')).toBe(true);
  expect(await ties.settle(tie.ticketId, 'named', 'm-2')).toBe(false);
  expect(await ties.find(tie.ticketId)).toEqual({ ...tie, state: 'sealed', decidedBy: 'm-1' });
  expect(await readAll('members')).not.toContain('禾木');
});

test('those who stay sealed have no code, and do not stand in each other’s way', async () => {
  const ties = createMemberTies(opened.database, secrets);
  const { codeHash: _, ...rest } = tie;
  await ties.insert({ ...rest, state: 'sealed' });
  await ties.insert({ ...rest, ticketId: 't-list-3', state: 'sealed' });
  expect(await ties.find('t-list-3')).toBeDefined();
});

test('of a person’s lists the last is kept, sealed', async () => {
  const lists = createMemberLists(opened.database, secrets);
  await lists.save('m-1', 'person-1', '云来商行');
  await lists.save('m-1', 'person-1', '云来商行 禾木饭馆');
  expect(await lists.find('m-1')).toBe('云来商行 禾木饭馆');
  expect(await readAll('member_lists')).not.toContain('云来');
  await lists.save('m-9', 'person-1', '新名单');
  expect(await lists.find('m-1')).toBeUndefined();
  await lists.remove('m-9');
  expect(await lists.find('m-9')).toBeUndefined();
});

test('names and lists move to the current key', async () => {
  await createMemberTies(opened.database, secrets).insert(tie);
  await createMemberLists(opened.database, secrets).save('m-1', 'person-1', '云来商行');
  const both = createSecrets([newKey, oldKey]);
  expect((await rotateKeys(opened.database, both, expiresAt)).moved).toBe(2);
  const after = createSecrets([newKey]);
  expect(await createMemberTies(opened.database, after).find(tie.ticketId)).toEqual(tie);
  expect(await createMemberLists(opened.database, after).find('m-1')).toBe('云来商行');
});
