import { createConnection } from 'mongoose';
import { findGivenServer, toRunPrefix } from './test-databases.ts';

/** Leaves nothing of the run on a real server. */
export default async function endRun(): Promise<void> {
  const given = findGivenServer();
  if (given === undefined) return;
  const connection = await createConnection(given).asPromise();
  const client = connection.getClient();
  const { databases } = await client.db('admin').admin().listDatabases({ nameOnly: true });
  for (const { name } of databases) {
    if (name.startsWith(toRunPrefix())) await client.db(name).dropDatabase();
  }
  await connection.close();
}
