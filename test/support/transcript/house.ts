import type { mongo } from 'mongoose';
import { startService, type Service } from '../../../bot/service/index.ts';
import { parseConfig } from '../../../platform/config.ts';
import type { Log } from '../../../platform/log.ts';
import { connectDatabase } from '../../../platform/mongo/index.ts';
import { testAccount } from '../build-callback.ts';
import { toWecomEnv } from '../build-wecom-callback.ts';
import { makeDataDir } from '../duxin-process.ts';
import { startFakeWechat } from '../fake-wechat.ts';
import { startFakeWecom, testCorp } from '../fake-wecom.ts';
import { createClearStore } from './clear-store.ts';
import { openHotline } from './hotline.ts';
import { openStore } from './store.ts';
import { toAddress, type Platform } from './to-address.ts';
import { createSettle, type Stored } from './settle.ts';

export const staffPassword = 'Transcript-2026';
export const newsTemplateId = 'T-news';
export const consentTemplateId = 'T-consent';

const appSecret = 'secret-of-the-account';

const secrets = {
  SECRET_KEY: Buffer.alloc(32, 'transcript').toString('base64'),
  ADMIN_PASSWORD: staffPassword,
};

/** What a first start leaves in the database: indexes, starter knowledge, the first account. */
async function prepareStore(uri: string, dataDir: string): Promise<void> {
  const config = parseConfig({ PORT: '0', DATA_DIR: dataDir, MONGODB_URI: uri, ...secrets });
  const service = await startService(config, createErrorLog([]), () => new Date(0));
  await service.stop();
}

/** Duxin in this process, with platforms, database and clock in the transcript's hands. */
export type House = Awaited<ReturnType<typeof openHouse>>;

/** Starts everything afresh. The clock stands still but for `tick` and `moveTo`. */
export async function openHouse() {
  let at = 0;
  let transcript = '';
  const now = (): Date => new Date(at);
  const dataDir = makeDataDir();
  const [server, wechat, wecom, hotline] = await Promise.all([
    openStore(prepareStore),
    startFakeWechat({
      appId: testAccount.id,
      appSecret,
      now,
      enforceQuota: true,
      templates: [newsTemplateId, consentTemplateId],
    }),
    startFakeWecom({ now }),
    openHotline(now),
  ]);
  const config = parseConfig({
    PORT: '0',
    PUBLIC_URL: 'https://duxin.test',
    DATA_DIR: dataDir.path,
    MONGODB_URI: server.uri,
    ...secrets,
    UNDO_MS: '0',
    // A slow machine must not change by which way an answer comes.
    PASSIVE_REPLY_MS: '4500',
    ...toAccountEnv(wechat.url),
    ...toWecomEnv(wecom.url),
    ...hotline.env,
  });
  const errors: string[] = [];
  const log = createErrorLog(errors);
  let service: Service = await startService(config, log, now);
  async function restart(): Promise<void> {
    await service.stop();
    service = await startService(config, log, now);
  }
  const database = await connectDatabase(server.uri);
  const clearStore = await createClearStore(database);
  const collection = (name: string): mongo.Collection<Stored> =>
    database.connection.getClient().db(database.connection.name).collection<Stored>(name);
  const settle = createSettle({
    collection,
    now,
    countKfEvents: () => wecom.kf.countEvents(testCorp.accounts[0]),
    sweep: () => service.sweep(),
  });

  return {
    wechat,
    wecom,
    hotline,
    now,
    collection,
    /** Waits until nothing that is due is left to do; throws when something hangs. */
    settle,
    /** What the service logged as errors. */
    errors: errors as readonly string[],
    readUrl: () => `http://127.0.0.1:${service.port}`,
    /** Forgets the transcript before: its rows, its people, its time. */
    async begin(next: string, startsAt: Date): Promise<void> {
      await clearStore();
      // What the process remembers must not come from days that are still to be.
      const knowsLater = at > startsAt.getTime();
      transcript = next;
      at = startsAt.getTime();
      if (knowsLater) await restart();
      errors.length = 0;
    },
    toAddress: (person: string, platform: Platform) => toAddress(transcript, person, platform),
    /** People take a second to type. */
    tick: (): void => void (at += 1000),
    async moveTo(moment: Date): Promise<void> {
      at = moment.getTime();
      await service.sweep();
      await settle();
    },
    restart,
    async close(): Promise<void> {
      await service.stop();
      await database.close();
      await Promise.all([server.stop(), wechat.stop(), wecom.stop(), hotline.stop()]);
      dataDir.remove();
    },
  };
}

function toAccountEnv(apiBase: string) {
  return {
    OFFICIAL_ACCOUNT_APP_ID: testAccount.id,
    OFFICIAL_ACCOUNT_APP_SECRET: appSecret,
    OFFICIAL_ACCOUNT_TOKEN: testAccount.token,
    OFFICIAL_ACCOUNT_AES_KEY: testAccount.aesKey,
    OFFICIAL_ACCOUNT_TEMPLATE_ID: newsTemplateId,
    OFFICIAL_ACCOUNT_SUBSCRIBE_TEMPLATE_ID: consentTemplateId,
    OFFICIAL_ACCOUNT_API_BASE: apiBase,
  };
}

const quiet = (): void => undefined;

function createErrorLog(errors: string[]): Log {
  return {
    debug: quiet,
    info: quiet,
    warn: quiet,
    error: (fields, message) => void errors.push(`${message} ${JSON.stringify(fields)}`),
  };
}
