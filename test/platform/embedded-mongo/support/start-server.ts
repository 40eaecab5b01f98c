import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mongoose from 'mongoose';
import {
  startEmbeddedMongo,
  type EmbeddedMongoOptions,
} from '../../../../platform/embedded-mongo/index.ts';

export const { MongoClient, ObjectId } = mongoose.mongo;
export type Client = InstanceType<typeof MongoClient>;
export type Db = ReturnType<Client['db']>;

/** A folder for one test. */
export function makeFolder(): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'em-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** A server on a folder of its own and a client to it, both gone after `stop`. */
export async function startServer(options: Partial<EmbeddedMongoOptions> = {}) {
  const folder = makeFolder();
  const server = await startEmbeddedMongo({ dataDir: folder.path, thread: 'this', ...options });
  const client = await new MongoClient(server.uri).connect();
  return {
    uri: server.uri,
    dataDir: folder.path,
    client,
    db: client.db(),
    async stop() {
      await client.close();
      await server.stop();
      folder.remove();
    },
  };
}
