import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { buildDesk } from '../support/build-desk.ts';
import { buildSortingModel, modelBytes } from '../support/build-sorting.ts';

let desk: Awaited<ReturnType<typeof buildDesk>>;
let call: ReturnType<typeof desk.client>;

beforeAll(async () => {
  desk = await buildDesk();
});
afterAll(() => desk.stop());
beforeEach(async () => {
  const { sorting, accounts, audit } = desk.data;
  accounts.clear();
  audit.length = 0;
  sorting.store.data.models.clear();
  sorting.store.data.choices.clear();
  sorting.store.data.votes.clear();
  for (const version of [1, 2]) {
    const model = buildSortingModel({ id: `area-${version}`, version });
    sorting.store.data.models.set(model.id, { model, bytes: modelBytes });
  }
  desk.addAccount();
  call = desk.client(await desk.signIn());
});

const toUsed = (body: ReturnType<typeof JSON.parse>): readonly string[] =>
  body.tasks[0].models.flatMap((model: { isUsed: boolean; id: string }) =>
    model.isUsed ? [model.id] : [],
  );

describe('the models that sort', () => {
  test('are listed with what each got right, the newest in use', async () => {
    const { status, body } = await call('GET', '/sorting');
    expect(status).toBe(200);
    expect(body.tasks).toMatchObject([
      { task: 'area', choice: 'newest', models: [{ id: 'area-2' }, { id: 'area-1' }] },
      { task: 'kind', choice: 'newest', models: [] },
    ]);
    expect(toUsed(body)).toEqual(['area-2']);
    expect(body.tasks[0].models[0]).toMatchObject({
      accuracy: 0.9,
      confusion: { labels: ['health', 'labour'] },
    });
    expect(JSON.stringify(body)).not.toContain('features');
  });

  test('are chosen, which is audited', async () => {
    const { body } = await call('PUT', '/sorting/area/choice', { kind: 'model', id: 'area-1' });
    expect(toUsed(body)).toEqual(['area-1']);
    expect(desk.data.audit.at(-1)).toMatchObject({ action: 'sorting.choose', object: 'area-1' });
    const off = await call('PUT', '/sorting/area/choice', { kind: 'none' });
    expect(toUsed(off.body)).toEqual([]);
  });

  test('cannot be chosen when they are not there', async () => {
    const { status } = await call('PUT', '/sorting/area/choice', { kind: 'model', id: 'area-9' });
    expect(status).toBe(404);
  });

  test('learn when a head of section says so, and nobody else', async () => {
    expect((await call('POST', '/sorting/trainings')).status).toBe(202);
    expect(desk.data.sorting.trainings()).toBe(1);
    desk.addAccount({ id: 'clerk', username: 'li', roles: ['intake_clerk'] });
    const clerk = desk.client(await desk.signIn('li'));
    expect((await clerk('POST', '/sorting/trainings')).status).toBe(403);
    expect((await clerk('GET', '/sorting')).status).toBe(200);
    expect(desk.data.sorting.trainings()).toBe(1);
  });
});

describe('a new ticket', () => {
  test('shows the two areas that its words speak for, until it is taken up', async () => {
    const { number, version } = await desk.fileTicket({
      facts: { story: '老板拖欠工资，也没有交社保，工地上扬尘污染很大' },
    });
    const { body } = await call('GET', `/tickets/${number}`);
    const areas = body.sorting.areas.map(({ area }: { area: string }) => area);
    expect(areas).toEqual(['labour', 'ecology']);
    expect(body.sorting.by).toBe('words');
    const taken = await call('POST', `/tickets/${number}/actions`, { action: 'accept', version });
    expect(taken.body.sorting).toBeUndefined();
  });

  test('shows the vote of a language model first', async () => {
    const { id, number } = await desk.fileTicket({
      facts: { story: '老板拖欠工资，工地上扬尘污染很大' },
    });
    const { store } = desk.data.sorting;
    await store.saveVote({ ticketId: id, area: 'ecology', at: new Date() });
    const { body } = await call('GET', `/tickets/${number}`);
    expect(body.sorting.areas).toMatchObject([
      { area: 'ecology', hasVote: true },
      { area: 'labour', hasVote: false },
    ]);
  });

  test('is sorted by a press', async () => {
    const { number, version } = await desk.fileTicket({});
    const values = { area: 'labour', kind: 'consultation' };
    const { body } = await call('POST', `/tickets/${number}/actions`, {
      action: 'sort',
      values,
      version,
    });
    expect(body).toMatchObject(values);
    expect(body.history.at(-1)).toMatchObject({ details: values });
  });
});
