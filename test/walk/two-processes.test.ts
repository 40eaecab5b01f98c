import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { testAccount } from '../support/build-callback.ts';
import { buildStepValues } from '../support/build-step-values.ts';
import { buildPhoto, readReceipt } from '../support/chat-phone.ts';
import {
  findFreePort,
  makeDataDir,
  startDuxin,
  type DuxinProcess,
} from '../support/duxin-process.ts';
import { startFakeWechat } from '../support/fake-wechat.ts';
import { hasRedis, startRedis, type TestRedis } from '../support/redis.ts';
import { signInStaff, type StaffClient } from '../support/staff-client.ts';
import { waitFor } from '../support/wait-for.ts';
import { openWebChat, type WebChatPerson } from '../support/web-chat-person.ts';
import { listNotices } from '../support/list-notices.ts';
import { askUntil, createWechatPerson, type WechatPerson } from '../support/wechat-person.ts';

const password = 'Two-processes-2026';
const steps = ['accept', 'analyse', 'verify', 'supervise', 'rectify', 'check', 'close'];

/** A house of two processes on one folder, and the people who write to it. */
async function openTwoHouses(redis: TestRedis | undefined) {
  const dataDir = makeDataDir();
  const wechat = await startFakeWechat({
    appId: testAccount.id,
    appSecret: 'fake-secret',
    enforceQuota: true,
  });
  const env = {
    PORT: String(await findFreePort()),
    DATA_DIR: dataDir.path,
    ADMIN_PASSWORD: password,
    UNDO_MS: '0',
    OFFICIAL_ACCOUNT_APP_ID: testAccount.id,
    OFFICIAL_ACCOUNT_APP_SECRET: 'fake-secret',
    OFFICIAL_ACCOUNT_TOKEN: testAccount.token,
    OFFICIAL_ACCOUNT_AES_KEY: testAccount.aesKey,
    OFFICIAL_ACCOUNT_API_BASE: wechat.url,
    ...(redis !== undefined && { REDIS_URL: redis.url }),
  };
  const startWorker = () => startDuxin({ ...env, ROLES: 'worker' });
  // The worker comes first and so holds the database: killing it makes the other take that over too.
  let worker: DuxinProcess = await startWorker();
  const web = await startDuxin({ ...env, ROLES: 'web' });
  return {
    url: web.url,
    wechat,
    async killWorker(): Promise<void> {
      await worker.kill();
      worker = await startWorker();
    },
    async stop(): Promise<void> {
      await web.stop();
      await worker.stop();
      await wechat.stop();
      dataDir.remove();
    },
  };
}

/** The receipt may come a little after other words, as one push of several. */
async function waitForReceipt(person: WechatPerson | WebChatPerson) {
  let found: string | undefined;
  await waitFor(() => {
    if ('openId' in person) person.takePushes();
    const heard = 'openId' in person ? person.heard : person.lines.map(({ text }) => text);
    found = heard.find((words) => words.includes('查询码：'));
    return found !== undefined;
  }, 60_000);
  return readReceipt(found ?? '');
}

type TwoHouses = Awaited<ReturnType<typeof openTwoHouses>>;

/** Notices are the pushes about a ticket that hold no receipt. */
function listLines({ lines }: WebChatPerson, number: string): readonly string[] {
  return lines
    .filter(({ direction, text }) => direction === 'out' && text.includes(number))
    .map(({ text }) => text)
    .filter((text) => !text.includes('查询码：'));
}

for (const { title, isOverRedis, peoplePerChannel } of [
  { title: 'over a real Redis', isOverRedis: true, peoplePerChannel: 6 },
  { title: 'without Redis, by the sweeper alone', isOverRedis: false, peoplePerChannel: 2 },
]) {
  const describeHere = isOverRedis && !hasRedis() ? describe.skip : describe;
  describeHere(`one story in two processes, ${title}`, () => {
    let redis: TestRedis | undefined;
    let house: TwoHouses;
    let staff: StaffClient;
    let followers: readonly WechatPerson[] = [];
    let visitors: readonly WebChatPerson[] = [];
    const receipts = new Map<WechatPerson | WebChatPerson, ReturnType<typeof readReceipt>>();

    beforeAll(async () => {
      redis = isOverRedis ? await startRedis() : undefined;
      house = await openTwoHouses(redis);
      staff = await signInStaff(house.url, 'admin', password);
      followers = Array.from({ length: peoplePerChannel }, (_, index) =>
        createWechatPerson({
          url: house.url,
          openId: `oTwoHousesPerson${String(index).padStart(12, '0')}`,
          wechat: house.wechat,
          repeatEvery: 3,
          answerWithinMs: 30_000,
        }),
      );
      visitors = await Promise.all(
        Array.from({ length: peoplePerChannel }, () => openWebChat(house.url)),
      );
    }, 180_000);
    afterAll(async () => {
      await Promise.all(visitors.map((visitor) => visitor.leave()));
      await house.stop();
      await redis?.stop();
    }, 60_000);

    const storyOf = (person: WechatPerson | WebChatPerson): string =>
      'openId' in person
        ? `第 ${followers.indexOf(person)} 位关注者：检查没有出示证件。`
        : `第 ${visitors.indexOf(person)} 位访客：罚款没有给票据。`;

    test('everybody files once, though the worker is killed and Redis emptied', async () => {
      const everybody = [...followers, ...visitors];
      let filed = 0;
      async function file(person: WechatPerson | WebChatPerson): Promise<void> {
        await person.say('投诉');
        await person.say(storyOf(person));
        await person.say('提交');
        receipts.set(person, await waitForReceipt(person));
        filed += 1;
        if (filed === 1) await house.killWorker();
        if (filed === Math.ceil(everybody.length / 2)) redis?.flush();
      }
      await Promise.all(everybody.map(file));
      const numbers = await staff.listAllNumbers();
      const tickets = await Promise.all(numbers.map((number) => staff.readTicket(number)));
      expect(tickets.map(({ facts }) => String(facts.story)).toSorted()).toEqual(
        everybody.map(storyOf).toSorted(),
      );
      expect(new Set(tickets.map(({ personId }) => personId)).size).toBe(everybody.length);
      for (const visitor of visitors) expect(visitor.countHeard('查询码：')).toBe(1);
    }, 120_000);

    test('a picture sent in the chat is evidence at the desk', async () => {
      const visitor = await openWebChat(house.url);
      await visitor.say('投诉');
      await visitor.say('占道经营说收就收');
      await visitor.sendPhoto((await buildPhoto()).buffer);
      const { number } = readReceipt(await visitor.say('提交'));
      const { evidence } = await staff.readTicket(number);
      expect(evidence).toHaveLength(1);
      expect(evidence[0].mimeType).toBe('image/jpeg');
      await visitor.leave();
    });

    test('each step reaches its person once, though the worker dies and Redis is emptied', async () => {
      const [follower] = followers;
      const [visitor] = visitors;
      if (follower === undefined || visitor === undefined) throw new Error('nobody filed');
      const numbers = [follower, visitor].map((person) => receipts.get(person)?.number ?? '');
      const [followed = '', visited = ''] = numbers;
      for (const [index, action] of steps.entries()) {
        for (const number of numbers) await staff.act(number, action, buildStepValues(action));
        if (index === 2) await house.killWorker();
        if (index === 4) redis?.flush();
      }
      await askUntil(
        follower,
        () => new Set(listNotices(house.wechat, follower.openId, followed)).size === steps.length,
      );
      await waitFor(() => listLines(visitor, visited).length >= steps.length, 60_000);
      const pushed = listNotices(house.wechat, follower.openId, followed);
      // What WeChat had taken when the worker died may be sent again, and nothing else.
      expect(pushed.length - steps.length).toBeLessThanOrEqual(1);
      expect(new Set(listLines(visitor, visited)).size).toBe(steps.length);
      expect(listLines(visitor, visited)).toHaveLength(steps.length);
    }, 120_000);

    test('the code opens the progress: words are added and the outcome is rated', async () => {
      const [visitor] = visitors;
      const receipt = visitor === undefined ? undefined : receipts.get(visitor);
      if (receipt === undefined) throw new Error('nobody filed');
      const { code, number } = receipt;
      await expect(ask('', { code })).resolves.toMatchObject({ number, status: 'closed' });
      const id = randomUUID();
      await ask('/messages', { code, id, text: '谢谢，秤已经还了' });
      await ask('/messages', { code, id, text: '谢谢，秤已经还了' });
      await ask('/rate', { code, id: randomUUID(), score: 5 });
      const ticket = await staff.readTicket(number);
      const said = ticket.lines.filter(
        ({ text }: { readonly text?: string }) => text === '谢谢，秤已经还了',
      );
      expect(said).toHaveLength(1);
      expect(ticket.rating).toEqual({ score: 5 });
    });

    async function ask(path: string, body: Readonly<Record<string, unknown>>): Promise<unknown> {
      const response = await fetch(`${house.url}/progress${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      if (!response.ok) throw new Error(`progress${path} answered ${response.status}`);
      return response.json();
    }
  });
}
