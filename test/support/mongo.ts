import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedMongo } from '../../platform/embedded-mongo/index.ts';
import {
  connectDatabase,
  createLeases,
  prepareDatabase,
  type Database,
} from '../../platform/mongo/index.ts';
import { findGivenServer, newDatabaseName, toDatabaseUri } from './test-databases.ts';

/** A server of its own, or a database of its own on the one that MONGODB_URI names. */
export type TestServer = { readonly uri: string; readonly stop: () => Promise<void> };

/** An empty, prepared database with a name of its own. */
export type TestDatabase = {
  readonly database: Database;
  readonly uri: string;
  readonly dbName: string;
  /** Empties every collection and keeps the indexes. */
  readonly clear: () => Promise<void>;
  /** Rejects when a document is stored that its strict schema would refuse, as a write past mongoose could. */
  readonly checkShapes: () => Promise<void>;
  /** Drops the database and stops what was started for it. */
  readonly close: () => Promise<void>;
};

/** Starts the embedded server on a new folder, unless MONGODB_URI names a real one. */
export async function startTestServer(): Promise<TestServer> {
  const given = findGivenServer();
  if (given !== undefined) {
    return { uri: toDatabaseUri(given, newDatabaseName()), stop: async () => undefined };
  }
  return startServerOn(await mkdtemp(join(tmpdir(), 'duxin-')));
}

/** Starts the embedded server on a folder, which goes when it stops. */
export async function startServerOn(dataDir: string): Promise<TestServer> {
  const server = await startEmbeddedMongo({ dataDir });
  return {
    uri: server.uri,
    async stop() {
      await server.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** Opens a fresh database for one test file; call `close` when its tests are done. */
export async function openTestDatabase(): Promise<TestDatabase> {
  const server = await startTestServer();
  const dbName = newDatabaseName();
  const database = await connectDatabase(server.uri, { dbName });
  await prepareDatabase(
    database,
    createLeases(database, 'test', () => new Date()),
  );
  return {
    database,
    uri: server.uri,
    dbName,
    async clear() {
      const collections = await database.connection.getClient().db(dbName).collections();
      await Promise.all(collections.map((collection) => collection.deleteMany({})));
    },
    checkShapes: () => checkShapes(database),
    async close() {
      await database.connection.dropDatabase();
      await database.close();
      await server.stop();
    },
  };
}

async function checkShapes({ connection }: Database): Promise<void> {
  const native = connection.getClient().db(connection.name);
  for (const [name, model] of Object.entries(connection.models)) {
    for (const stored of await native.collection(name).find().toArray()) {
      await new model(stored).validate();
    }
  }
}
