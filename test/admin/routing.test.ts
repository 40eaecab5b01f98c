import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createPassOn } from '../../admin/index.ts';
import type { Account } from '../../people/index.ts';
import { buildDesk, type Call, type Desk } from '../support/build-desk.ts';
import { buildRule, buildTable } from '../support/build-rule.ts';
import { buildCounty } from '../support/build-units.ts';

let desk: Desk;
let head: Call;
beforeEach(async () => {
  desk = await buildDesk();
  desk.data.units = buildCounty();
  head = await callAs({ id: 'a-head', username: 'head', roles: ['section_head'] });
});
afterEach(() => desk.stop());

async function callAs(fields: Partial<Account> & { readonly username: string }): Promise<Call> {
  desk.addAccount(fields);
  return desk.client(await desk.signIn(fields.username));
}

async function assign(ticketId: string, assigneeId: string): Promise<void> {
  const ticket = await desk.ports.ticketing.store.find(ticketId);
  if (ticket) desk.data.tickets.set(ticketId, { ...ticket, assigneeId });
}

describe('the routing table', () => {
  const rules = [buildRule({ id: 'r-1', areas: ['transport'], unitId: 'bureau', section: '一科' })];

  test('is published in versions, one after the other', async () => {
    const first = await head('PUT', '/routing', { version: 0, rules, note: '按领域分派' });
    expect([first.status, first.body.version, first.body.rules]).toEqual([200, 1, rules]);
    const late = await head('PUT', '/routing', { version: 0, rules: [], note: '晚了一步' });
    expect([late.status, late.body.code]).toEqual([409, 'version_conflict']);
    const { body } = await head('GET', '/routing');
    expect(body.tables).toMatchObject([{ version: 1, note: '按领域分派', by: '王受理' }]);
    expect(desk.data.audit.map(({ action }) => action)).toContain('routing.publish');
  });

  test('names no unit and no colleague that is not there', async () => {
    for (const rule of [{ unitId: 'u-none' }, { assigneeIds: ['a-none'] }]) {
      const body = { version: 0, rules: [{ id: 'r', ...rule }], note: '错的' };
      expect((await head('PUT', '/routing', body)).status).toBe(400);
    }
    const twice = { version: 0, rules: [{ id: 'r' }, { id: 'r' }], note: '同一个' };
    expect((await head('PUT', '/routing', twice)).status).toBe(400);
  });

  test('is read by a handler, who may not change it', async () => {
    const handler = await callAs({ username: 'li', roles: ['handler'] });
    expect((await handler('GET', '/routing')).body.canEdit).toBe(false);
    expect((await handler('PUT', '/routing', { version: 0, rules, note: '我来改' })).status).toBe(
      403,
    );
    expect((await handler('POST', '/routing/preview', { rules })).status).toBe(403);
  });

  test('shows what a change would have done to the last 90 days, and writes nothing', async () => {
    const old = await desk.fileTicket({ area: 'transport' });
    const filed = desk.data.tickets.get(old.id);
    const longAgo = new Date(desk.data.now.getTime() - 91 * 86_400_000);
    if (filed) desk.data.tickets.set(old.id, { ...filed, createdAt: longAgo });
    const { number } = await desk.fileTicket({ area: 'transport' });
    await desk.fileTicket({ area: 'health' });
    desk.data.routing.push(buildTable([buildRule({ id: 'r-0', section: '二科' })]));
    const { body } = await head('POST', '/routing/preview', { rules });
    expect(body).toMatchObject({
      days: 90,
      total: 2,
      changed: 2,
      unrouted: { before: 0, after: 1 },
      hits: [{ ruleId: 'r-1', count: 1 }],
    });
    expect(body.samples.map((one: { number: string }) => one.number)).toContain(number);
    expect(desk.data.routing).toHaveLength(1);
  });
});

describe('colleagues', () => {
  test('come with what they have and who stands in for whom', async () => {
    desk.addAccount({ id: 'a-li', username: 'li', name: '李承办', roles: ['handler'] });
    desk.addAccount({ id: 'a-sun', username: 'sun', name: '孙承办', roles: ['handler'] });
    desk.addAccount({ id: 'a-unit', username: 'unit', roles: ['agency_officer'] });
    await assign((await desk.fileTicket()).id, 'a-li');
    const leaves = [{ from: '2026-11-20', until: '2026-11-22', deputyId: 'a-sun' }];
    const set = await head('PUT', '/colleagues/a-li/leaves', { version: 1, leaves });
    expect(set.status).toBe(200);
    const { body } = await head('GET', '/colleagues');
    expect(body.items).toHaveLength(3);
    expect(body.items).toContainEqual({
      id: 'a-li',
      name: '李承办',
      version: 2,
      open: 1,
      isAway: true,
      deputy: '孙承办',
      leaves,
    });
    desk.data.now = new Date('2026-11-22T16:00:00Z');
    const later = await desk.client(await desk.signIn('head'))('GET', '/colleagues');
    expect(later.body.items).toContainEqual(
      expect.objectContaining({ id: 'a-li', isAway: false, leaves: [] }),
    );
  });

  test('set their own leave, and nobody else’s', async () => {
    const li = await callAs({ id: 'a-li', username: 'li', roles: ['handler'] });
    const leaves = [{ from: '2026-12-01', until: '2026-12-02' }];
    expect((await li('PUT', '/colleagues/a-li/leaves', { version: 1, leaves })).status).toBe(200);
    expect((await li('PUT', '/colleagues/a-head/leaves', { version: 1, leaves })).status).toBe(403);
  });

  test.each([
    [{ from: '2026-12-02', until: '2026-12-01' }],
    [{ from: '2026-12-01', until: '2026-12-02', deputyId: 'a-head' }],
    [{ from: '2026-12-01', until: '2026-12-02', deputyId: 'a-none' }],
  ])('have no leave that cannot be: %j', async (leave) => {
    const body = { version: 1, leaves: [leave] };
    expect((await head('PUT', '/colleagues/a-head/leaves', body)).status).toBe(400);
  });

  test('get no ticket while they are away, or that they must not have', async () => {
    const until = new Date(desk.data.now.getTime() + 1);
    const leaves = [{ from: desk.data.now, until }];
    desk.addAccount({ id: 'a-away', username: 'away', roles: ['handler'], leaves });
    desk.addAccount({ id: 'a-own', username: 'own', roles: ['handler'], unitId: 'urban' });
    desk.addAccount({ id: 'a-other', username: 'other', roles: ['analyst'] });
    const { number, id } = await desk.fileTicket();
    const ticket = desk.data.tickets.get(id);
    const respondent = { actingUnitId: 'urban', responsibleOrganId: 'urban' };
    if (ticket) desk.data.tickets.set(id, { ...ticket, respondent });
    const tryAssign = async (assigneeId: string) => {
      const body = { action: 'assign', values: { assigneeId }, version: 1 };
      return (await head('POST', `/tickets/${number}/actions`, body)).body.code;
    };
    expect(await tryAssign('a-away')).toBe('assignee_away');
    expect(await tryAssign('a-own')).toBe('assignee_unfit');
    expect(await tryAssign('a-other')).toBe('assignee_unfit');
    const { body } = await head('GET', `/colleagues?ticket=${number}`);
    expect(body.items.map((one: { id: string }) => one.id)).toEqual(['a-head', 'a-away']);
  });
});

describe('recusal', () => {
  test('by oneself: the ticket is gone from the officer and goes on to a colleague', async () => {
    const li = await callAs({ id: 'a-li', username: 'li', name: '李承办', roles: ['handler'] });
    desk.addAccount({ id: 'a-sun', username: 'sun', roles: ['handler'] });
    desk.data.assignTo = 'a-sun';
    const { number, id } = await desk.fileTicket();
    await assign(id, 'a-li');
    const body = { ticketNumber: number, reason: '当事人是近亲属' };
    const { status, body: list } = await li('POST', '/recusals', body);
    expect([status, list.items.length, list.items[0]?.by]).toEqual([201, 1, 'self']);
    expect(desk.data.tickets.get(id)?.assigneeId).toBe('a-sun');
    expect((await li('GET', `/tickets/${number}`)).status).toBe(404);
    expect((await li('GET', '/tickets')).body.total).toBe(0);
    expect(
      (await li('POST', `/recusals/${list.items[0]?.id}/end`, { accountId: 'a-li' })).status,
    ).toBe(403);
    expect((await head('GET', `/tickets/${number}`)).status).toBe(200);
  });

  test('set by a head for all matters against a unit, and ended by a head alone', async () => {
    const li = await callAs({ id: 'a-li', username: 'li', roles: ['handler'] });
    const body = { accountId: 'a-li', unitId: 'urban', reason: '配偶在该单位工作' };
    const { body: list } = await head('POST', '/recusals', body);
    expect(list.items).toMatchObject([{ unit: '清河县城市管理局', by: 'head', canEnd: true }]);
    const { id, number } = await desk.fileTicket();
    const ticket = desk.data.tickets.get(id);
    const respondent = { actingUnitId: 'urban', responsibleOrganId: 'urban' };
    if (ticket) desk.data.tickets.set(id, { ...ticket, respondent });
    expect((await li('GET', `/tickets/${number}`)).status).toBe(404);
    const end = await head('POST', `/recusals/${list.items[0]?.id}/end`, { accountId: 'a-li' });
    expect(end.body.items).toEqual([]);
    expect((await li('GET', `/tickets/${number}`)).status).toBe(200);
    expect(desk.data.accounts.get('a-li')?.recusals).toHaveLength(1);
    const audited = desk.data.audit.map(({ action }) => action);
    expect(audited).toEqual(expect.arrayContaining(['recusal.set', 'recusal.end']));
  });

  test('follows from a respondent that is named: an owner of that side has the matter no more', async () => {
    desk.addAccount({ id: 'a-li', username: 'li', roles: ['handler'], unitId: 'urban' });
    desk.addAccount({ id: 'a-sun', username: 'sun', roles: ['handler'] });
    const { number, id } = await desk.fileTicket();
    const act = async (action: string, values: object) => {
      const { version } = (await head('GET', `/tickets/${number}`)).body;
      const body = { action, version, values };
      expect((await head('POST', `/tickets/${number}/actions`, body)).status).toBe(200);
    };
    await act('assign', { assigneeId: 'a-li' });
    desk.data.assignTo = 'a-sun';
    expect(desk.data.tickets.get(id)?.assigneeId).toBe('a-li');
    await act('name_respondent', { actingUnitId: 'urban' });
    expect(desk.data.tickets.get(id)?.assigneeId).toBe('a-sun');
  });

  describe('that a process died before', () => {
    const system = { kind: 'system' } as const;
    const urban = { actingUnitId: 'urban', responsibleOrganId: 'urban' };

    async function fileNamed() {
      desk.addAccount({ id: 'a-li', username: 'li', roles: ['handler'], unitId: 'urban' });
      desk.addAccount({ id: 'a-sun', username: 'sun', roles: ['handler'] });
      const { id } = await desk.fileTicket();
      const step = { numberOrId: id, by: system } as const;
      await desk.tickets.stepTicket({ ...step, action: 'assign', values: { assigneeId: 'a-li' } });
      await desk.tickets.stepTicket({ ...step, action: 'name_respondent', values: urban });
      return id;
    }

    test('is finished by the sweep, which touches nothing else', async () => {
      const id = await fileNamed();
      const other = await desk.fileTicket();
      await assign(other.id, 'a-li');
      desk.data.assignTo = 'a-sun';
      expect(desk.data.tickets.get(id)?.assigneeId).toBe('a-li');
      const { passOnAll } = createPassOn(desk.ports);
      await passOnAll();
      expect(desk.data.tickets.get(id)?.assigneeId).toBe('a-sun');
      expect(desk.data.tickets.get(other.id)?.assigneeId).toBe('a-li');
      const { version } = desk.data.tickets.get(id) ?? {};
      await passOnAll();
      expect(desk.data.tickets.get(id)?.version).toBe(version);
    });

    test('leaves the new owner alone, also where several processes sweep at once', async () => {
      const id = await fileNamed();
      desk.data.assignTo = 'a-sun';
      await Promise.all([1, 2, 3].map(() => createPassOn(desk.ports).passOnAll()));
      const { assigneeId, history = [] } = desk.data.tickets.get(id) ?? {};
      expect(assigneeId).toBe('a-sun');
      expect(history.map(({ action }) => action).slice(-2)).toEqual(['hand_back', 'assign']);
      expect(history.filter(({ action }) => action === 'hand_back')).toHaveLength(1);
    });
  });

  test('from a ticket tells its reason to no head who does not see the ticket', async () => {
    const li = await callAs({ id: 'a-li', username: 'li', roles: ['handler'] });
    const { number, id } = await desk.fileTicket();
    await li('POST', '/recusals', { ticketNumber: number, reason: '投诉人是我表兄' });
    expect((await head('GET', '/recusals')).text).toContain('投诉人是我表兄');
    const ticket = desk.data.tickets.get(id);
    const respondent = { actingUnitId: 'urban', responsibleOrganId: 'urban' };
    if (ticket) desk.data.tickets.set(id, { ...ticket, respondent });
    const urban = await callAs({ username: 'urban', roles: ['section_head'], unitId: 'urban' });
    expect((await urban('GET', '/recusals')).body.items).toEqual([]);
  });

  test('of a colleague is not for everybody to set or to see', async () => {
    const li = await callAs({ id: 'a-li', username: 'li', roles: ['handler'] });
    const body = { accountId: 'a-head', unitId: 'urban', reason: '不想让他看' };
    expect((await li('POST', '/recusals', body)).status).toBe(403);
    await head('POST', '/recusals', { unitId: 'market', reason: '配偶在该单位工作' });
    expect((await li('GET', '/recusals')).body.items).toEqual([]);
  });
});

describe('an account’s place', () => {
  test('is given, changed and taken away', async () => {
    const admin = await callAs({ username: 'root', roles: ['system_admin'] });
    const scope = { level: 'county', areas: ['transport'] };
    const input = { username: 'zhou', name: '周联络', roles: ['township_liaison'] };
    const made = await admin('POST', '/accounts', {
      ...input,
      password: 'Right-horse-9',
      unitId: 'office',
      scope,
    });
    expect(made.body).toMatchObject({ unitId: 'office', scope });
    const path = `/accounts/${made.body.id}`;
    const kept = await admin('PATCH', path, { version: 1, name: '周所长' });
    expect(kept.body).toMatchObject({ unitId: 'office', scope });
    const bare = await admin('PATCH', path, { version: 2, unitId: '', scope: null });
    expect([bare.body.unitId, bare.body.scope]).toEqual([undefined, undefined]);
    const wrong = await admin('PATCH', path, { version: 3, unitId: 'u-none' });
    expect([wrong.status, wrong.body.code]).toEqual([400, 'request_invalid']);
  });

  test.each([
    [['system_admin', 'security_admin'], 'administrators_not_separate'],
    [['audit_admin', 'handler'], 'administrator_with_matters'],
    [['agency_officer', 'analyst'], 'agency_officer_not_alone'],
  ])('is refused with roles that no one has together: %j', async (roles, code) => {
    const admin = await callAs({ username: 'root', roles: ['security_admin'] });
    const body = { username: 'zhou', name: '周', roles, password: 'Right-horse-9' };
    const refused = await admin('POST', '/accounts', body);
    expect([refused.status, refused.body.code]).toEqual([422, code]);
  });
});
