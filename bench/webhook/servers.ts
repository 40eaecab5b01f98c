import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { findFreePort, makeDataDir, startDuxin } from '../../test/support/duxin-process.ts';
import { testAccount } from '../../test/support/build-callback.ts';

export type BenchServer = { readonly url: string; readonly stop: () => Promise<void> };

export const benchAppSecret = 'bench-secret';

/** The bare peer in a process of its own. */
export async function startBare(): Promise<BenchServer> {
  const port = await findFreePort();
  const script = fileURLToPath(new URL('bare-server.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', script], {
    env: { PATH: process.env['PATH'], PORT: String(port) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  return {
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      child.kill();
      await once(child, 'exit');
    },
  };
}

/** The built Duxin on its embedded database, with pushes going to `apiBase`. */
export async function startBenchDuxin(
  apiBase: string,
  env: Readonly<Record<string, string>>,
): Promise<BenchServer> {
  const data = makeDataDir();
  const duxin = await startDuxin({
    PORT: String(await findFreePort()),
    DATA_DIR: data.path,
    ADMIN_PASSWORD: 'bench-password',
    OFFICIAL_ACCOUNT_APP_ID: testAccount.id,
    OFFICIAL_ACCOUNT_APP_SECRET: benchAppSecret,
    OFFICIAL_ACCOUNT_TOKEN: testAccount.token,
    OFFICIAL_ACCOUNT_AES_KEY: testAccount.aesKey,
    OFFICIAL_ACCOUNT_ORIGINAL_ID: testAccount.originalId,
    OFFICIAL_ACCOUNT_API_BASE: apiBase,
    ...env,
  });
  return {
    url: duxin.url,
    stop: async () => {
      await duxin.stop();
      data.remove();
    },
  };
}
