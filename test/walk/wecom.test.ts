import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { buildMemberEvent, toWecomEnv } from '../support/build-wecom-callback.ts';
import { readReceipt } from '../support/chat-phone.ts';
import { findFreePort, makeDataDir, startDuxin } from '../support/duxin-process.ts';
import { startFakeWecom, testCorp, type FakeWecom } from '../support/fake-wecom.ts';
import { signInStaff } from '../support/staff-client.ts';
import { waitFor } from '../support/wait-for.ts';
import { fileComplaint } from '../support/wechat-person.ts';
import { createCustomer, createMember } from '../support/wecom-people.ts';

const password = 'Wecom-walk-2026';
const story = '检查的时候没有出示证件，罚款也没有开收据。';
const [account] = testCorp.accounts;

/** Who writes on within a second may wait so long for a notice: a window's last message is kept for the answer. */
const noticeMs = 130_000;
const hasReceipt = (words: string): boolean => words.includes('查询码：');

type House = Awaited<ReturnType<typeof openHouse>>;

/** A real process with both WeCom channels on. */
async function openHouse() {
  const dataDir = makeDataDir();
  const wecom: FakeWecom = await startFakeWecom();
  const env = {
    PORT: String(await findFreePort()),
    DATA_DIR: dataDir.path,
    ADMIN_PASSWORD: password,
    UNDO_MS: '0',
    ...toWecomEnv(wecom.url),
    LOG_LEVEL: 'debug',
  };
  const outputs: (() => string)[] = [];
  async function start() {
    const duxin = await startDuxin(env);
    outputs.push(duxin.output);
    return duxin;
  }
  let duxin = await start();
  return {
    url: duxin.url,
    wecom,
    /** Everything that the processes printed. */
    output: () => outputs.map((read) => read()).join('\n'),
    async killAndStart(): Promise<void> {
      await duxin.kill();
      duxin = await start();
    },
    async stop(): Promise<void> {
      await duxin.stop();
      await wecom.stop();
      dataDir.remove();
    },
  };
}

describe('WeCom', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
  }, 60_000);
  afterAll(() => house.stop());

  const people = [
    ['a member who writes to the app', 'li.si', createMember],
    ['a customer of customer service', 'wmWalkCustomer0001', createCustomer],
  ] as const;

  test.each(people)(
    '%s files a complaint, gets number and code, and hears when it is accepted',
    async (_, userId, create) => {
      const person = create({ url: house.url, userId, wecom: house.wecom });
      await fileComplaint(person, story);
      const filed = person.listHeard().find(hasReceipt) ?? '';
      const { number, code } = readReceipt(filed);
      expect(number).toMatch(/^\d{10}$/);
      expect(code).toMatch(/^[\dA-Z-]{16,}$/);
      const staff = await signInStaff(house.url, 'admin', password);
      await staff.act(number, 'accept');
      const isNotice = (words: string): boolean =>
        words.includes(number) && words.includes('受理') && !hasReceipt(words);
      await waitFor(() => person.listHeard().some(isNotice), noticeMs);
      expect(person.listHeard().filter(isNotice)).toHaveLength(1);
      expect(house.output()).not.toContain(userId);
    },
    60_000 + noticeMs,
  );

  test('a customer who comes by a contact point’s link is welcomed at once', async () => {
    const { url, wecom } = house;
    const person = createCustomer({ url, userId: 'wmWalkCustomer0002', wecom });
    expect(await person.enter({ scene_param: 'p:9:cd' })).toContain('投诉');
    expect(wecom.calls).toContain('/cgi-bin/kf/send_msg_on_event');
  });

  test('a message in a servicer’s hands is kept and not answered, until the session ends', async () => {
    const { url, wecom } = house;
    const userId = 'wmWalkCustomer0003';
    const person = createCustomer({ url, userId, wecom, answerWithinMs: 2_000 });
    await person.say('帮助');
    wecom.kf.changeSession(account, userId, 3);
    expect(await person.say('这句是说给客服听的')).toBe('');
    wecom.kf.changeSession(account, userId, 4);
    expect(await person.say('帮助')).not.toBe('');
  }, 30_000);

  test(
    'a notice that came back is told at the next contact',
    async () => {
      const { url, wecom } = house;
      const userId = 'wmWalkCustomer0004';
      const person = createCustomer({ url, userId, wecom });
      await fileComplaint(person, story);
      const { number } = readReceipt(person.listHeard().find(hasReceipt) ?? '');
      const isNotice = (words: string): boolean => words.includes(number) && words.includes('受理');
      const listNotices = () =>
        person.listHeard().filter((words) => isNotice(words) && !hasReceipt(words));
      const staff = await signInStaff(url, 'admin', password);
      await staff.act(number, 'accept');
      await waitFor(() => listNotices().length === 1, noticeMs);
      wecom.kf.returnMessage(account, userId, wecom.kf.sentIds().at(-1) ?? '', 4);
      await person.say('帮助');
      await waitFor(() => listNotices().length === 2, noticeMs);
      expect(new Set(listNotices()).size).toBe(1);
    },
    60_000 + 2 * noticeMs,
  );

  test('a pressed button says its word, and loses its buttons', async () => {
    const { url, wecom } = house;
    const member = createMember({ url, userId: 'wang.wu', wecom });
    const ResponseCode = wecom.app.issueResponseCode('wang.wu');
    const card = { FromUserName: 'wang.wu', EventKey: '进度', TaskId: 'task-7', ResponseCode };
    expect(await member.send(buildMemberEvent('template_card_event', card))).not.toBe('');
    await waitFor(() => wecom.app.ended.length === 1);
    expect(wecom.app.ended).toEqual([{ userId: 'wang.wu', label: '已收到' }]);
  });
});

describe('kill -9 between the page and the cursor', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
  }, 60_000);
  afterAll(() => house.stop());

  test('loses no message and doubles none', async () => {
    const { url, wecom } = house;
    const userId = 'wmWalkCustomer0009';
    const person = createCustomer({ url, userId, wecom, answerWithinMs: 60_000 });
    const other = createCustomer({ url, userId: 'wmWalkCustomer0010', wecom });
    const delaysMs = [0, 4, 12];
    const kills: Promise<void>[] = [];
    const paged: string[] = [];
    wecom.kf.watchPages((ids) => {
      paged.push(...ids);
      const delayMs = delaysMs.shift();
      if (delayMs === undefined) return;
      const killed = sleep(delayMs)
        .then(() => house.killAndStart())
        // A callback about somebody else makes the next process look before its poll.
        .then(async () => void (await other.say('帮助')));
      kills.push(killed);
    });
    await fileComplaint(person, story);
    await Promise.all(kills);
    expect(kills).toHaveLength(3);
    // At least one page was read again: its process had died before it moved the cursor.
    expect(new Set(paged).size).toBeLessThan(paged.length);
    const receipts = person.listHeard().filter(hasReceipt);
    expect(receipts).toHaveLength(1);
    const { number } = readReceipt(receipts[0] ?? '');
    const staff = await signInStaff(url, 'admin', password);
    expect(await staff.listAllNumbers()).toEqual([number]);
    const { lines } = await staff.readTicket(number);
    const said = lines
      .filter(({ direction }: { readonly direction: string }) => direction === 'in')
      .map(({ text }: { readonly text?: string }) => text);
    expect(said.filter((text?: string) => text === story)).toHaveLength(1);
    expect(said.filter((text?: string) => text === '提交')).toHaveLength(1);
  }, 240_000);
});
