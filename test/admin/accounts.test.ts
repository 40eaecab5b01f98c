import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createFirstAccount } from '../../admin/index.ts';
import { buildDesk, type Call, type Desk, deskPassword } from '../support/build-desk.ts';

let desk: Desk;
let call: Call;
const newcomer = {
  username: 'Li.Hua',
  name: '李华',
  roles: ['intake_clerk'],
  password: 'First-word-9',
};

beforeEach(async () => {
  desk = await buildDesk();
  desk.addAccount();
  call = desk.client(await desk.signIn());
});
afterEach(() => desk.stop());

describe('accounts', () => {
  test('are created with a first password that must be changed, and never show a hash', async () => {
    const created = await call('POST', '/accounts', newcomer);
    expect(created.status).toBe(201);
    expect(created.body).toMatchObject({ username: 'li.hua', mustChangePassword: true });
    const { text } = await call('GET', '/accounts');
    expect(text).not.toContain('argon2');
    expect(await desk.signIn('li.hua', newcomer.password)).toContain('duxin_staff=');
    const twice = await call('POST', '/accounts', newcomer);
    expect([twice.status, twice.body.code]).toEqual([409, 'account_name_taken']);
    expect(desk.data.audit).toContainEqual(expect.objectContaining({ action: 'account.create' }));
  });

  test('refuse a weak first password', async () => {
    const answer = await call('POST', '/accounts', { ...newcomer, password: 'short' });
    expect([answer.status, answer.body.code]).toEqual([422, 'password_too_weak']);
  });

  test('count in their new roles from the next request on', async () => {
    const { body } = await call('POST', '/accounts', newcomer);
    desk.data.accounts.set(body.id, {
      ...desk.data.accounts.get(body.id)!,
      mustChangePassword: false,
    });
    const theirs = desk.client(await desk.signIn('li.hua', newcomer.password));
    expect((await theirs('GET', '/accounts')).status).toBe(403);
    await call('PATCH', `/accounts/${body.id}`, { version: 1, roles: ['system_admin'] });
    expect((await theirs('GET', '/accounts')).status).toBe(200);
    expect((await theirs('GET', '/tickets')).status).toBe(403);
  });

  test('when disabled are signed out at once, and can be enabled again', async () => {
    const { body } = await call('POST', '/accounts', newcomer);
    const cookie = await desk.signIn('li.hua', newcomer.password);
    const off = await call('PATCH', `/accounts/${body.id}`, { version: 1, isDisabled: true });
    expect(off.body).toMatchObject({ isDisabled: true, version: 2 });
    expect((await desk.client(cookie)('GET', '/session')).status).toBe(401);
    const on = await call('PATCH', `/accounts/${body.id}`, { version: 2, isDisabled: false });
    expect(on.body.isDisabled).toBe(false);
    expect(await desk.signIn('li.hua', newcomer.password)).toContain('duxin_staff=');
  });

  test('never widen themselves: no role, unit or scope of one’s own making', async () => {
    const { body } = await call('POST', '/accounts', { ...newcomer, roles: ['security_admin'] });
    const account = desk.data.accounts.get(body.id)!;
    const scope = { areas: ['transport'] };
    desk.data.accounts.set(body.id, { ...account, mustChangePassword: false, scope });
    const theirs = desk.client(await desk.signIn('li.hua', newcomer.password));
    const path = `/accounts/${body.id}`;
    const wider = [
      { roles: ['section_head'] },
      { roles: ['security_admin', 'analyst'] },
      { scope: null },
      { scope: { areas: ['transport', 'ecology'] } },
    ];
    for (const change of wider) {
      const answer = await theirs('PATCH', path, { version: 1, ...change });
      expect([answer.status, answer.body.code]).toEqual([403, 'not_permitted']);
    }
    const same = { name: '李华华', roles: ['security_admin'], scope };
    expect((await theirs('PATCH', path, { version: 1, ...same })).status).toBe(200);
  });

  test('refuse a change on an old version, and losing the last administrator', async () => {
    const [mine] = [...desk.data.accounts.values()];
    const stale = await call('PATCH', `/accounts/${mine?.id}`, { version: 0, name: '王' });
    expect([stale.status, stale.body.code]).toEqual([409, 'version_conflict']);
    for (const change of [{ isDisabled: true }, { roles: ['handler'] }]) {
      const answer = await call('PATCH', `/accounts/${mine?.id}`, { version: 1, ...change });
      expect([answer.status, answer.body.code]).toEqual([409, 'last_administrator']);
    }
    expect((await call('PATCH', '/accounts/none', { version: 1 })).status).toBe(404);
  });
});

describe('the first account', () => {
  test('is made once, however many processes start', async () => {
    const empty = await buildDesk();
    const first = { id: 'a-1', name: '管理员', password: deskPassword, mustChangePassword: true };
    const made = await Promise.all([
      createFirstAccount(empty.ports, first),
      createFirstAccount(empty.ports, { ...first, id: 'a-2' }),
    ]);
    expect(made.filter(Boolean)).toHaveLength(1);
    expect(empty.data.accounts.size).toBe(1);
    expect(await createFirstAccount(empty.ports, first)).toBe(false);
    await empty.stop();
  });
});

describe('invitations', () => {
  test('show their code once and are kept by its digest', async () => {
    const wish = { organisation: '东城商会', termMonths: 24, validDays: 14 };
    const { status, body } = await call('POST', '/invitations', wish);
    expect(status).toBe(201);
    expect(body.code).toMatch(/^(\w{4}-){3}\w{4}$/);
    expect(body).toMatchObject({ termUntil: '2028-11-20T02:00:00.000Z', state: 'open' });
    expect(desk.data.invitations[0]?.codeHash).toBe(
      desk.ports.hashes.hashInvitationCode(body.code),
    );
    const list = await call('GET', '/invitations');
    expect(list.text).not.toContain(body.code);
    desk.data.now = new Date(desk.data.now.getTime() + 60_000);
    expect(list.body.items).toMatchObject([{ organisation: '东城商会', createdBy: '王受理' }]);
  });
});
