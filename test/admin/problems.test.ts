import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { fileWithProblem } from '../support/file-with-problem.ts';
import { buildDesk, type Call, type Desk } from '../support/build-desk.ts';

let desk: Desk;
let call: Call;

beforeEach(async () => {
  desk = await buildDesk();
  desk.addAccount();
  call = desk.client(await desk.signIn());
});
afterEach(() => desk.stop());

const download = async (path: string) =>
  fetch(`${desk.url}/api/admin${path}`, { headers: { cookie: await desk.signIn() } });

test('problems of all tickets are listed by filters with their figures', async () => {
  const number = await fileWithProblem(desk, 'health', { type: 'identification', level: 'major' });
  await fileWithProblem(desk, 'transport', { type: 'manner' });
  const { body } = await call('GET', '/problems?level=major');
  expect(body).toMatchObject({ total: 1, open: 1, byType: [{ type: 'identification', count: 1 }] });
  expect(body.items).toMatchObject([{ ticket: { number, area: 'health' }, level: 'major' }]);
  expect((await call('GET', '/problems?area=transport')).body.items).toMatchObject([
    { type: 'manner' },
  ]);
  expect((await call('GET', '/problems')).body.total).toBe(2);
  expect((await call('GET', '/problems?from=2020-01-01&to=2020-12-31')).body.total).toBe(0);
});

test.each(['status=gone', 'level=high', 'from=yesterday', 'page=0', 'reporter=x'])(
  'refuses %s',
  async (query) => {
    expect((await call('GET', `/problems?${query}`)).body.code).toBe('request_invalid');
  },
);

test('an account sees the problems within its scope only, in the list and in the export', async () => {
  await fileWithProblem(desk, 'health', { type: 'identification' });
  await fileWithProblem(desk, 'transport', { type: 'manner' });
  desk.addAccount({ username: 'narrow', roles: ['handler'], scope: { areas: ['health'] } });
  const narrow = desk.client(await desk.signIn('narrow'));
  const { body } = await narrow('GET', '/problems');
  expect(body.items).toMatchObject([{ type: 'identification' }]);
  const cookie = await desk.signIn('narrow');
  const answer = await fetch(`${desk.url}/api/admin/problems/export?as=csv`, {
    headers: { cookie },
  });
  const text = await answer.text();
  expect(text).toContain('亮证告知');
  expect(text).not.toContain('语言态度');
});

test('an analyst reads them without reading a ticket; an administrator does not', async () => {
  desk.addAccount({ username: 'analyst', roles: ['analyst'] });
  desk.addAccount({ username: 'keeper', roles: ['system_admin'] });
  const analyst = desk.client(await desk.signIn('analyst'));
  const keeper = desk.client(await desk.signIn('keeper'));
  expect((await analyst('GET', '/problems')).status).toBe(200);
  expect((await keeper('GET', '/problems')).status).toBe(403);
});

test.each(['csv', 'xlsx'])(
  'the export as %s has names and is noted, without any reporter',
  async (as) => {
    await fileWithProblem(desk, 'health', { type: 'identification', words: '只有一人亮证' });
    const answer = await download(`/problems/export?as=${as}&type=identification`);
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store']);
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect(bytes.length).toBeGreaterThan(100);
    expect(bytes.toString('utf8')).not.toContain('说来话长的原话');
    expect(desk.data.audit.at(-1)).toMatchObject({
      action: 'problems.export',
      object: 'type identification',
    });
  },
);
