import { connectDatabase, type Database } from '../../platform/mongo/index.ts';
import { newMasterKey } from '../../platform/seal/index.ts';
import { testAccount } from './build-callback.ts';
import { findFreePort, makeDataDir, startDuxin, type DuxinProcess } from './duxin-process.ts';
import { startFakeWechat, type FakeWechat } from './fake-wechat.ts';
import { startTestServer } from './mongo.ts';

/** A template that the fake account has; the service uses it where the test says so. */
export const newsTemplateId = 'T-news';
export const adminPassword = 'Walk-test-2026';

/** A real process whose database and WeChat the test holds in its hands. */
export type WalkHouse = {
  readonly url: string;
  readonly wechat: FakeWechat;
  readonly database: Database;
  /** Everything the process printed. */
  readonly output: () => string;
  readonly stop: () => Promise<void>;
};

/** Starts the built service; `more` adds to its environment. */
export async function openWalkHouse(
  more: Readonly<Record<string, string>> = {},
): Promise<WalkHouse> {
  const dataDir = makeDataDir();
  const server = await startTestServer();
  const wechat = await startFakeWechat({
    appId: testAccount.id,
    appSecret: 'fake-secret',
    enforceQuota: true,
    templates: [newsTemplateId],
  });
  const duxin: DuxinProcess = await startDuxin({
    PORT: String(await findFreePort()),
    DATA_DIR: dataDir.path,
    MONGODB_URI: server.uri,
    SECRET_KEY: newMasterKey().toString('base64'),
    ADMIN_PASSWORD: adminPassword,
    UNDO_MS: '0',
    LOG_LEVEL: 'debug',
    OFFICIAL_ACCOUNT_APP_ID: testAccount.id,
    OFFICIAL_ACCOUNT_APP_SECRET: 'fake-secret',
    OFFICIAL_ACCOUNT_TOKEN: testAccount.token,
    OFFICIAL_ACCOUNT_AES_KEY: testAccount.aesKey,
    OFFICIAL_ACCOUNT_API_BASE: wechat.url,
    ...more,
  });
  const database = await connectDatabase(server.uri);
  return {
    url: duxin.url,
    wechat,
    database,
    output: duxin.output,
    async stop() {
      await duxin.stop();
      await database.close();
      await wechat.stop();
      await server.stop();
      dataDir.remove();
    },
  };
}
