import { createConnection, type Connection, type mongo } from 'mongoose';

/** One open database. Stores are made of it; closing it ends them. */
export type Database = {
  readonly connection: Connection;
  /** Resolves when the server answers. */
  readonly ping: () => Promise<void>;
  readonly close: () => Promise<void>;
};

const serverSelectionTimeoutMs = 10_000;

/**
 * Connects to a MongoDB server: writes are acknowledged by a majority with journal, reads come from the primary.
 * Rejects when no server answers within 10 s.
 */
export async function connectDatabase(
  uri: string,
  options: { readonly dbName?: string; readonly maxPoolSize?: number } = {},
): Promise<Database> {
  const connection = await createConnection(uri, {
    ...options,
    appName: 'duxin',
    autoCreate: false,
    autoIndex: false,
    bufferCommands: false,
    ignoreUndefined: true,
    readPreference: 'primary',
    serverSelectionTimeoutMS: serverSelectionTimeoutMs,
    writeConcern: { w: 'majority', journal: true },
  }).asPromise();
  return {
    connection,
    async ping() {
      await openNative(connection).command({ ping: 1 });
    },
    close: () => connection.close(),
  };
}

/** The driver's database behind the connection, for the hot path, where mongoose's casting costs too much. */
export function openNative(connection: Connection): mongo.Db {
  return connection.getClient().db(connection.name);
}
