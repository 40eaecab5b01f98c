import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedMongo } from '../../../platform/embedded-mongo/index.ts';
import { startServerOn, startTestServer, type TestServer } from '../mongo.ts';
import { findGivenServer } from '../test-databases.ts';

type Prepare = (uri: string, dataDir: string) => Promise<void>;

let pattern: Promise<string> | undefined;

const makeFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'duxin-'));

async function makePattern(prepare: Prepare): Promise<string> {
  const dataDir = await makeFolder();
  const server = await startEmbeddedMongo({ dataDir });
  await prepare(server.uri, dataDir);
  await server.stop();
  return dataDir;
}

/** A database as a first start leaves it: copied from one that was prepared once, unless MONGODB_URI names a real server. */
export async function openStore(prepare: Prepare): Promise<TestServer> {
  if (findGivenServer() !== undefined) return startTestServer();
  pattern ??= makePattern(prepare);
  const dataDir = await makeFolder();
  await cp(await pattern, dataDir, { recursive: true });
  return startServerOn(dataDir);
}

/** Takes away what the copies were made of. */
export async function dropPattern(): Promise<void> {
  if (pattern !== undefined) await rm(await pattern, { recursive: true, force: true });
  pattern = undefined;
}
