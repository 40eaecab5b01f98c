import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { buildDesk, type Call, type Desk } from '../support/build-desk.ts';

let desk: Desk;
let wang: Call;
let li: Call;
const view = {
  name: '快到期的投诉',
  isShared: false,
  filters: { kind: 'complaint', order: 'due' },
  columns: ['status', 'due_at'],
};

beforeEach(async () => {
  desk = await buildDesk();
  desk.addAccount();
  desk.addAccount({ username: 'li', name: '李承办' });
  wang = desk.client(await desk.signIn());
  li = desk.client(await desk.signIn('li'));
});
afterEach(() => desk.stop());

test('a view is one’s own until it is shared, and changed by its owner alone', async () => {
  const { body } = await wang('POST', '/views', { key: randomUUID(), ...view });
  expect(body.items).toMatchObject([{ ...view, version: 1, isOwn: true, owner: '王受理' }]);
  const [{ id }] = body.items;
  expect((await li('GET', '/views')).body.items).toEqual([]);
  expect((await li('PUT', `/views/${id}`, { ...view, version: 1 })).status).toBe(404);

  const shared = await wang('PUT', `/views/${id}`, { ...view, isShared: true, version: 1 });
  expect(shared.body.items).toMatchObject([{ version: 2, isShared: true }]);
  expect((await li('GET', '/views')).body.items).toMatchObject([{ isOwn: false, owner: '王受理' }]);
  expect((await li('DELETE', `/views/${id}`)).status).toBe(404);
  expect((await wang('PUT', `/views/${id}`, { ...view, version: 1 })).status).toBe(409);
  expect((await wang('DELETE', `/views/${id}`)).body.items).toEqual([]);
});

test('a repeated press saves one view', async () => {
  const key = randomUUID();
  await wang('POST', '/views', { key, ...view });
  const { body } = await wang('POST', '/views', { key, ...view });
  expect(body.items).toHaveLength(1);
});

test.each([
  ['words that were searched for', { filters: { query: '张三' } }],
  ['an unknown column', { columns: ['phone'] }],
  ['no name', { name: ' ' }],
])('%s are refused', async (_, wrong) => {
  const answer = await wang('POST', '/views', { key: randomUUID(), ...view, ...wrong });
  expect(answer.status).toBe(400);
});
