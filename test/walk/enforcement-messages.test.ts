import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { testAccount } from '../support/build-callback.ts';
import { cryptoPeers } from '../support/crypto-peers.ts';
import {
  findFreePort,
  makeDataDir,
  startDuxin,
  type DuxinProcess,
} from '../support/duxin-process.ts';
import { startFakeWechat, type FakeWechat } from '../support/fake-wechat.ts';
import { readSharedLines } from '../support/shared-data.ts';
import { signInStaff } from '../support/staff-client.ts';
import { waitFor } from '../support/wait-for.ts';
import { listNotices } from '../support/list-notices.ts';
import {
  askUntil,
  createWechatPerson,
  fileComplaint,
  type WechatPerson,
} from '../support/wechat-person.ts';
import { buildStepValues } from '../support/build-step-values.ts';

const peopleAtOnce = 16;
const repeatEvery = 3;
const password = 'Walk-test-2026';
const MessageSchema = z.object({ id: z.string(), detail: z.string() });

const messages = readSharedLines('taidi_c/enforcement_subset.dev.jsonl', MessageSchema);
const describeWithData = messages === undefined ? describe.skip : describe;

describeWithData('every message about enforcement becomes one ticket', () => {
  const stories = messages ?? [];
  const dataDir = makeDataDir();
  let wechat: FakeWechat;
  let duxin: DuxinProcess;
  let env: Parameters<typeof startDuxin>[0];
  let people: readonly WechatPerson[] = [];

  beforeAll(async () => {
    wechat = await startFakeWechat({
      appId: testAccount.id,
      appSecret: 'fake-secret',
      enforceQuota: true,
    });
    env = {
      PORT: String(await findFreePort()),
      DATA_DIR: dataDir.path,
      ADMIN_PASSWORD: password,
      UNDO_MS: '0',
      OFFICIAL_ACCOUNT_APP_ID: testAccount.id,
      OFFICIAL_ACCOUNT_APP_SECRET: 'fake-secret',
      OFFICIAL_ACCOUNT_TOKEN: testAccount.token,
      OFFICIAL_ACCOUNT_AES_KEY: testAccount.aesKey,
      OFFICIAL_ACCOUNT_API_BASE: wechat.url,
    };
    duxin = await startDuxin(env);
  });
  afterAll(async () => {
    await duxin.stop();
    await wechat.stop();
    dataDir.remove();
  });

  async function killAndStartAgain(): Promise<void> {
    await duxin.kill();
    duxin = await startDuxin(env);
  }

  test('16 people at a time, a third sent twice, killed twice: nothing lost, nothing doubled', async () => {
    people = stories.map((_, index) =>
      createWechatPerson({
        url: `http://127.0.0.1:${env.PORT}`,
        openId: `oWalkPerson${String(index).padStart(17, '0')}`,
        wechat,
        repeatEvery,
        ...(index % 2 === 1 && cryptoPeers[1] !== undefined && { peer: cryptoPeers[1] }),
      }),
    );
    let filed = 0;
    const killAt = [Math.floor(stories.length / 3), Math.floor((2 * stories.length) / 3)];
    const queue = [...people.entries()];
    async function work(): Promise<void> {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
        const [index, person] = next;
        await fileComplaint(person, stories[index]?.detail ?? '');
        filed += 1;
        if (killAt.includes(filed)) await killAndStartAgain();
      }
    }
    await Promise.all(Array.from({ length: peopleAtOnce }, work));

    const staff = await signInStaff(duxin.url, 'admin', password);
    await waitFor(async () => (await staff.listAllNumbers()).length >= stories.length, 20_000);
    const numbers = await staff.listAllNumbers();
    const tickets = await Promise.all(numbers.map((number) => staff.readTicket(number)));
    const told = tickets.map((ticket) => String(ticket.facts.story));
    expect(told.toSorted()).toEqual(stories.map(({ detail }) => detail).toSorted());
    expect(new Set(tickets.map(({ personId }) => personId)).size).toBe(stories.length);
  }, 240_000);

  test('each filing told the person a number and a code, once', async () => {
    // What a kill kept from the request it was for is pushed when its claim has run out.
    await waitFor(() => {
      for (const person of people) person.takePushes();
      return listReceipts().every(({ length }) => length > 0);
    }, 60_000);
    for (const [words = '', ...repeats] of listReceipts()) {
      expect(words).toMatch(/^工单编号：\d+/m);
      expect(words).toMatch(/^查询码：[0-9A-Z-]{16,}$/m);
      expect(new Set([words, ...repeats]).size).toBe(1);
    }
  }, 90_000);

  test('staff take one through all five steps; each notice arrives once', async () => {
    const staff = await signInStaff(duxin.url, 'admin', password);
    const [number = ''] = await staff.listAllNumbers();
    const person = await findReporter(number);
    person.takePushes();
    const steps = ['accept', 'analyse', 'verify', 'supervise', 'rectify', 'check', 'close'];
    for (const action of steps) await staff.act(number, action, buildStepValues(action));
    await askUntil(person, () => countNotices(person, number) >= steps.length);
    const ticket = await staff.readTicket(number);
    expect(ticket.status).toBe('closed');
    expect(countNotices(person, number)).toBe(steps.length);
    expect(new Set(noticesOf(person, number)).size).toBe(steps.length);
  }, 60_000);

  test('killed while sending: none is missing and at most one is repeated', async () => {
    const staff = await signInStaff(duxin.url, 'admin', password);
    const { number, person } = await findOther(await staff.listAllNumbers());
    // Filing may have used up the window: a fresh one is open for what comes.
    await person.say('帮助');
    const before = countNotices(person, number);
    const steps = ['accept', 'analyse', 'verify', 'supervise', 'rectify', 'check', 'close'];
    // WeChat takes the next message but its answer never arrives: the worst moment to die.
    wechat.misbehave('accept_then_hang', { path: '/cgi-bin/message/custom/send' });
    for (const action of steps) await staff.act(number, action, buildStepValues(action));
    await waitFor(() => countNotices(person, number) > before, 20_000);
    await killAndStartAgain();
    await askUntil(person, () => new Set(noticesOf(person, number)).size >= steps.length);
    const notices = noticesOf(person, number);
    expect(new Set(notices).size).toBe(steps.length);
    expect(notices.length - steps.length).toBeLessThanOrEqual(1);
  }, 120_000);

  /** A ticket of somebody who heard of no other one lately: their news would wait for the end of two hours. */
  async function findOther([first = '', ...others]: readonly string[]) {
    const told = await findReporter(first);
    for (const number of others) {
      const person = await findReporter(number);
      if (person !== told) return { number, person };
    }
    throw new Error('all tickets are one person’s');
  }

  /** The follower whose filing named this number. */
  async function findReporter(number: string): Promise<WechatPerson> {
    const person = people.find(({ heard }) => heard.some((words) => words.includes(number)));
    if (person === undefined) throw new Error('nobody was told this number');
    return person;
  }

  function listReceipts(): readonly (readonly string[])[] {
    return people.map(({ heard }) => heard.filter((words) => words.includes('查询码：')));
  }

  function noticesOf(person: WechatPerson, number: string): readonly string[] {
    return listNotices(wechat, person.openId, number);
  }

  const countNotices = (person: WechatPerson, number: string) => noticesOf(person, number).length;
});
