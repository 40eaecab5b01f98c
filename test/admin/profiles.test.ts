import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { buildDesk, type Call, type Desk } from '../support/build-desk.ts';

let desk: Desk;
let call: Call;

beforeEach(async () => {
  desk = await buildDesk();
  desk.addAccount();
  call = desk.client(await desk.signIn());
});
afterEach(() => desk.stop());

const readNewest = async () => (await call('GET', '/profiles/1')).body.profile;

describe('the profile', () => {
  test('as it is shipped is whole and changes nothing against itself', async () => {
    const profile = await readNewest();
    const { status, body } = await call('POST', '/profiles/check', { base: 1, profile });
    expect([status, body]).toEqual([200, { faults: [], changes: [] }]);
  });

  test('is published as the next version, counts within a minute and is noted', async () => {
    const profile = await readNewest();
    profile.limits.acceptance.amount = 10;
    const { body } = await call('POST', '/profiles', { base: 1, profile });
    expect(body).toMatchObject({
      newest: 2,
      items: [
        { version: 2, isRunning: false, publishedBy: '王受理' },
        { version: 1, isRunning: true },
      ],
    });
    expect(desk.data.audit.at(-1)).toMatchObject({
      action: 'profile.publish',
      object: 'profile-2',
    });
    desk.data.now = new Date(desk.data.now.getTime() + 60_000);
    const { items } = (await call('GET', '/profiles')).body;
    expect(items[0]).toMatchObject({ version: 2, isRunning: true });
    expect((await call('GET', '/profiles/2')).body.profile.limits.acceptance.amount).toBe(10);
    expect((await call('GET', '/profiles/1')).body.profile.limits.acceptance.amount).toBe(5);
  });

  test('tells by name what a draft changes, and by path what is wrong with it', async () => {
    const profile = await readNewest();
    profile.problemTypes[0].name = '主体资格';
    profile.problemTypes.push({ id: 'manner', name: '态度', source: '本单位规定' });
    profile.levels[0].documentKind = 'nothing';
    const { body } = await call('POST', '/profiles/check', { base: 1, profile });
    expect(body.faults).toEqual([
      { path: `problemTypes.${profile.problemTypes.length - 1}.id`, rule: 'id_taken' },
      { path: 'levels.0.documentKind', rule: 'kind_unknown' },
    ]);
    expect(body.changes).toContainEqual({
      path: ['problemTypes', 'standing', 'name'],
      kind: 'changed',
      before: '主体资格与持证',
      after: '主体资格',
    });
    const refused = await call('POST', '/profiles', { base: 1, profile });
    expect([refused.status, refused.body.fields]).toEqual([
      400,
      body.faults.map(({ path, rule }: { path: string; rule: string }) => ({
        path: `body.profile.${path}`,
        rule,
      })),
    ]);
  });

  test.each([
    ['limits.acceptance.amount', (draft: Draft) => (draft.limits.acceptance.amount = 0)],
    ['limits.acceptance.source', (draft: Draft) => (draft.limits.acceptance.source = '')],
    ['deadlines.climbs.0.to', (draft: Draft) => (draft.deadlines.climbs[0] = { to: 'nobody' })],
  ])('is refused with the path of what may not be: %s', async (path, spoil) => {
    const profile = await readNewest();
    spoil(profile);
    const { status, body } = await call('POST', '/profiles/check', { base: 1, profile });
    expect(status).toBe(400);
    expect(body.fields.map((field: { path: string }) => field.path)).toContain(
      `body.profile.${path}`,
    );
  });

  test('that another administrator published meanwhile is not written over', async () => {
    const profile = await readNewest();
    await call('POST', '/profiles', { base: 1, profile: { ...profile, name: '第二版' } });
    const late = await call('POST', '/profiles', { base: 1, profile });
    expect([late.status, late.body.currentVersion]).toEqual([409, 2]);
  });

  test('is read by whoever works with it and published by the administrator alone', async () => {
    const profile = await readNewest();
    desk.addAccount({ username: 'handler', roles: ['handler'] });
    const handler = desk.client(await desk.signIn('handler'));
    expect((await handler('GET', '/profiles')).status).toBe(200);
    expect((await handler('POST', '/profiles', { base: 1, profile })).status).toBe(403);
    expect((await call('GET', '/profiles/7')).status).toBe(404);
  });
});

type Draft = {
  readonly limits: { readonly acceptance: { amount: number; source: string } };
  readonly deadlines: { readonly climbs: object[] };
};
