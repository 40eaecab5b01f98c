import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { importInvented } from '../support/import-invented-statutes.ts';
import { openTestDatabase, type TestDatabase } from '../support/mongo.ts';

const child = fileURLToPath(new URL('../support/import-invented-statutes.ts', import.meta.url));
/** Statutes done when the process is killed; the kill falls into the next. */
const killedAfter = [1, 2, 7, 19, 20, 39];

let whole: TestDatabase;
let killed: TestDatabase;
beforeAll(async () => {
  whole = await openTestDatabase();
  killed = await openTestDatabase();
});
afterAll(async () => {
  await whole.close();
  await killed.close();
});

it('an import killed with SIGKILL and repeated gives the same bytes', async () => {
  await importInvented(whole.uri, whole.dbName, () => undefined);
  const expected = await readBytes(whole);
  expect(expected.articles).toHaveLength(40 * 221);
  for (const done of killedAfter) {
    await killed.clear();
    await importAndKill(done);
    const left = await readBytes(killed);
    expect(left.articles.length).toBeGreaterThan(0);
    expect(left).not.toEqual(expected);
    await importInvented(killed.uri, killed.dbName, () => undefined);
    expect(await readBytes(killed)).toEqual(expected);
  }
});

async function importAndKill(afterStatutes: number): Promise<void> {
  const importer = spawn(process.execPath, ['--import', 'tsx', child, killed.uri, killed.dbName], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let done = 0;
  importer.stdout.on('data', (dots: Buffer) => {
    done += dots.length;
    if (done >= afterStatutes) importer.kill('SIGKILL');
  });
  const [, signal]: unknown[] = await once(importer, 'exit');
  expect(signal).toBe('SIGKILL');
}

async function readBytes({ database }: TestDatabase) {
  const native = database.connection.getClient().db(database.connection.name);
  const [statutes, articles] = await Promise.all(
    ['statutes', 'articles'].map(async (name) => {
      const documents = await native.collection(name).find().sort({ _id: 1 }).toArray();
      return documents.map((document) => JSON.stringify(document));
    }),
  );
  return { statutes: statutes ?? [], articles: articles ?? [] };
}
