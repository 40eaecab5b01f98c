import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { toWeekId } from '../../people/index.ts';
import { appAccount } from '../support/build-wecom-callback.ts';
import { findFreePort, makeDataDir, startDuxin } from '../support/duxin-process.ts';
import { startFakeWecom, testCorp } from '../support/fake-wecom.ts';
import { signInStaff, type StaffClient } from '../support/staff-client.ts';
import { waitFor } from '../support/wait-for.ts';
import { openWebChat } from '../support/web-chat-person.ts';
import { createMember } from '../support/wecom-people.ts';

const password = 'Duty-walk-2026';
const minuteMs = 60_000;
const withinMs = 20_000;

/** A real process with WeCom, whose clock stands where it was started. */
async function openHouse() {
  const dataDir = makeDataDir();
  const wecom = await startFakeWecom();
  const env = {
    PORT: String(await findFreePort()),
    DATA_DIR: dataDir.path,
    ADMIN_PASSWORD: password,
    UNDO_MS: '0',
    WECOM_CORP_ID: testCorp.corpId,
    WECOM_AGENT_ID: String(testCorp.agentId),
    WECOM_SECRET: testCorp.secret,
    WECOM_TOKEN: appAccount.token,
    WECOM_AES_KEY: appAccount.aesKey,
    WECOM_API_BASE: wecom.url,
    NODE_OPTIONS: `--import ${new URL('../support/shifted-clock.js', import.meta.url).href}`,
  };
  let duxin = await startDuxin(env);
  let shiftMs = 0;
  return {
    url: duxin.url,
    wecom,
    /** kill -9, and a new process whose clock is so much later. */
    async killAndStart(laterMs: number): Promise<void> {
      await duxin.kill();
      shiftMs = laterMs;
      duxin = await startDuxin({ ...env, CLOCK_SHIFT_MS: String(laterMs) });
    },
    member: (userId: string) =>
      createMember({
        url: duxin.url,
        userId,
        wecom,
        now: () => new Date(Date.now() + shiftMs),
      }),
    async stop(): Promise<void> {
      await duxin.stop();
      await wecom.stop();
      dataDir.remove();
    },
  };
}

describe('an urgent matter at night', () => {
  let house: Awaited<ReturnType<typeof openHouse>>;
  let staff: StaffClient;
  const officers = new Map<string, string>();
  const countCards = (): readonly number[] =>
    ['li.si', 'zhao.liu'].map((userId) => house.wecom.app.cardsTo(userId).length);

  beforeAll(async () => {
    house = await openHouse();
    staff = await signInStaff(house.url, 'admin', password);
    for (const [username, userId, role] of [
      ['li', 'li.si', 'section_head'],
      ['zhao', 'zhao.liu', 'section_head'],
      ['sun', 'sun.qi', 'handler'],
    ] as const) {
      const first = {
        username,
        name: `${username} 同志`,
        roles: [role],
        password: 'First-one-2026',
      };
      const { body } = await staff.call('POST', '/accounts', first);
      const { id, version } = body;
      await staff.call('PATCH', `/accounts/${id}`, { version, wecomUserId: userId });
      officers.set(username, id);
    }
    const from = new Date(Date.now() - minuteMs);
    const to = new Date(from.getTime() + 24 * 60 * minuteMs);
    const shifts = ['li', 'zhao'].map((username, index) => ({
      accountId: officers.get(username),
      from,
      to,
      order: index + 1,
    }));
    const week = `/duty/weeks/${toWeekId(from)}`;
    const kept = await staff.call('PUT', week, { version: 0, shifts });
    if (kept.status !== 200) throw new Error(`the roster answered ${kept.status}`);
  }, 60_000);
  afterAll(() => house.stop());

  test('calls the officer on duty, after 15 minutes the next, once, and whoever takes it has it', async () => {
    const { url, wecom } = house;
    const visitor = await openWebChat(url);
    expect(await visitor.say('挖掘机已经开到我家门口了，马上要强拆！')).toContain('110');
    await waitFor(() => countCards()[0] === 1, withinMs);
    const [number = ''] = await staff.listAllNumbers();
    const [card] = wecom.app.cardsTo('li.si');
    expect(card?.main_title).toEqual({ title: '有新进展', desc: number });
    await house.killAndStart(0);
    await sleep(3000);
    expect(countCards()).toEqual([1, 0]);

    await house.killAndStart(15 * minuteMs + 5000);
    await waitFor(() => countCards()[1] === 1, withinMs);
    await house.killAndStart(16 * minuteMs);
    await sleep(3000);
    expect(countCards()).toEqual([1, 1]);

    const zhao = house.member('zhao.liu');
    expect(await zhao.press('我来处理')).toContain(`${number} 由您处理`);
    const li = house.member('li.si');
    expect(await li.press('我来处理')).toContain('zhao 同志');
    const { assigneeId, assignee } = await staff.readTicket(number);
    expect([assigneeId, assignee]).toContain('zhao 同志');
    expect((await staff.call('GET', '/duty/alarms')).body.items).toEqual([]);
    await waitFor(() => wecom.app.ended.length === 2, withinMs);
    expect(wecom.app.ended.map(({ label }) => label)).toEqual(['已由我处理', '已失效']);
    await visitor.leave();
  }, 180_000);

  /** A ticket that staff took down and gave to a colleague; resolves once their card is there. */
  async function giveTicket(username: string, userId: string): Promise<string> {
    const before = house.wecom.app.cardsTo(userId).length;
    const { body } = await staff.call('POST', '/tickets', {
      key: randomUUID(),
      kind: 'complaint',
      source: 'call',
      openness: 'confidential',
      facts: { story: '检查没有出示证件，罚款没有票据。', actingUnit: '某街道执法队' },
    });
    const assigneeId = officers.get(username) ?? '';
    await staff.act(body.number, 'assign', { values: { assigneeId } });
    await waitFor(() => house.wecom.app.cardsTo(userId).length > before, withinMs);
    return body.number;
  }

  test('a ticket given to a colleague is accepted, transferred and handed back from its card', async () => {
    const zhao = house.member('zhao.liu');
    const accepted = await giveTicket('zhao', 'zhao.liu');
    expect(await zhao.press('受理')).toContain(`${accepted} 已受理`);
    expect((await staff.readTicket(accepted)).status).toBe('accepted');
    expect(await zhao.press('受理')).toContain('已经用过了');

    const moved = await giveTicket('zhao', 'zhao.liu');
    expect(await zhao.press('移送', 'competence')).toContain(`${moved} 已移送`);
    const transferred = await staff.readTicket(moved);
    expect(transferred.status).toBe('transferred');
    expect(JSON.stringify(transferred.history)).toContain('不属本单位职责');

    const sun = house.member('sun.qi');
    const returned = await giveTicket('sun', 'sun.qi');
    expect(await sun.press('退回', 'away')).toContain(`${returned} 已退回`);
    const back = await staff.readTicket(returned);
    expect(back.assignee).toBeUndefined();
    expect(JSON.stringify(back.history)).toContain('本人外出或休假');
  }, 90_000);

  test('a member is linked by the code of the console, which is good once', async () => {
    const member = house.member('admin.wu');
    const { body } = await staff.call('POST', '/wecom-code');
    expect(await member.say(`绑定 ${String(body.code)}`)).toContain('已绑定工作账号');
    expect(await member.say(`绑定 ${String(body.code)}`)).toContain('绑定码不对或已过期');
  });
});
