import { testAccount, buildTextFields } from './build-callback.ts';
import { toCallbackEnv } from './canary-callbacks.ts';
import { findFreePort, makeDataDir, startDuxin } from './duxin-process.ts';
import { startFakeWechat } from './fake-wechat.ts';
import { startFakeWecom } from './fake-wecom.ts';
import { hasRedis, startRedis } from './redis.ts';
import { signInStaff } from './staff-client.ts';
import { waitFor } from './wait-for.ts';
import { openWebChat } from './web-chat-person.ts';
import { createWechatPerson } from './wechat-person.ts';
import { createCustomer } from './wecom-people.ts';

const password = 'Take-over-2026';
export const customerId = 'wmTakeOver0001';
const followerId = 'oTakeOver00000000000000001';

type HouseOptions = {
  /** By how much every clock is ahead, the platforms' too. */
  readonly offsetMs: number;
  readonly env?: Readonly<Record<string, string>>;
};

/** A web process and a worker on one folder, beside both platforms, and a member of staff at the desk. */
export async function openTakeOverHouse({ offsetMs, env: more = {} }: HouseOptions) {
  const dataDir = makeDataDir();
  const now = () => new Date(Date.now() + offsetMs);
  const wecom = await startFakeWecom({ now });
  const wechat = await startFakeWechat({ appId: testAccount.id, appSecret: 'fake-secret', now });
  const redis = hasRedis() ? await startRedis() : undefined;
  const env = {
    PORT: String(await findFreePort()),
    DATA_DIR: dataDir.path,
    ADMIN_PASSWORD: password,
    UNDO_MS: '0',
    CLOCK_OFFSET_MS: String(offsetMs),
    OFFICIAL_ACCOUNT_APP_ID: testAccount.id,
    OFFICIAL_ACCOUNT_APP_SECRET: 'fake-secret',
    OFFICIAL_ACCOUNT_TOKEN: testAccount.token,
    OFFICIAL_ACCOUNT_AES_KEY: testAccount.aesKey,
    OFFICIAL_ACCOUNT_API_BASE: wechat.url,
    ...toCallbackEnv(wecom),
    ...(redis !== undefined && { REDIS_URL: redis.url }),
    ...more,
  };
  const startWorker = () => startDuxin({ ...env, ROLES: 'worker' });
  let worker = await startWorker();
  const web = await startDuxin({ ...env, ROLES: 'web' });
  return {
    url: web.url,
    wecom,
    wechat,
    now,
    staff: await signInStaff(web.url, 'admin', password),
    async killWorker(): Promise<void> {
      await worker.kill();
      worker = await startWorker();
    },
    async stop(): Promise<void> {
      await web.stop();
      await worker.stop();
      await Promise.all([wecom.stop(), wechat.stop(), redis?.stop()]);
      dataDir.remove();
    },
  };
}
export type TakeOverHouse = Awaited<ReturnType<typeof openTakeOverHouse>>;

/** Somebody on a channel: says things, and has heard so much so far. */
export type TalkPerson = {
  readonly tell: (text: string) => Promise<void>;
  readonly heard: () => readonly string[];
  readonly leave: () => Promise<void>;
};

const stay = async (): Promise<void> => undefined;

export async function openChat({ url }: Pick<TakeOverHouse, 'url'>): Promise<TalkPerson> {
  const person = await openWebChat(url);
  const heard = () =>
    person.lines.filter(({ direction }) => direction === 'out').map(({ text }) => text);
  await waitFor(() => heard().length > 0, 20_000);
  return {
    tell: async (text) => void (await person.tell(text)),
    heard,
    leave: () => person.leave(),
  };
}

export async function openCustomer({ url, wecom, now }: TakeOverHouse): Promise<TalkPerson> {
  const customer = createCustomer({ url, userId: customerId, wecom, now, answerWithinMs: 1 });
  return {
    tell: async (text) => void (await customer.say(text)),
    heard: customer.listHeard,
    leave: stay,
  };
}

export async function openFollower({ url, wechat, now }: TakeOverHouse): Promise<TalkPerson> {
  const person = createWechatPerson({ url, openId: followerId, wechat, now, answerWithinMs: 1 });
  return {
    async tell(text) {
      const seconds = String(Math.floor(now().getTime() / 1000));
      const fields = { FromUserName: followerId, Content: text, CreateTime: seconds };
      await person.send(buildTextFields(fields));
    },
    heard() {
      person.takePushes();
      return person.heard;
    },
    leave: stay,
  };
}

/** Says something and waits for words that match; all that came after it. */
export async function ask(person: TalkPerson, text: string, expected: RegExp): Promise<string> {
  const from = person.heard().length;
  await person.tell(text);
  const hear = () => person.heard().slice(from).join('\n');
  await waitFor(() => expected.test(hear()), 30_000).catch(() => {
    throw new Error(`to ${text} nothing like ${expected.source} came, but: ${hear()}`);
  });
  return hear();
}
