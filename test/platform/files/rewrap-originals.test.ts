import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createFileStore, rewrapOriginals } from '../../../platform/files/index.ts';
import { createSecrets } from '../../../platform/seal/index.ts';
import { openTestDatabase, type TestDatabase } from '../../support/mongo.ts';

const [oldKey, newKey] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
let opened: TestDatabase;

beforeAll(async () => {
  opened = await openTestDatabase();
});
afterAll(() => opened.close());

test('sealed originals open under the new master key alone once they were rewrapped', async () => {
  const { connection } = opened.database;
  const bytes = Buffer.from('%PDF-1.4\n1 0 obj\n<< >>\nendobj\ntrailer\n<< >>\n%%EOF\n');
  const received = { personId: 'p-1', channel: 'web-chat', receivedAt: new Date() } as const;
  const before = createFileStore(connection, createSecrets([oldKey]));
  await before.save({ id: 'f-1', name: 'notice.pdf', bytes, ...received });

  const both = createSecrets([newKey, oldKey]);
  expect(await rewrapOriginals(connection, both)).toBe(1);
  expect(await rewrapOriginals(connection, both)).toBe(0);
  const after = createFileStore(connection, createSecrets([newKey]));
  expect(await after.openOriginal('f-1')).toEqual(bytes);
  await expect(before.openOriginal('f-1')).rejects.toMatchObject({ code: 'key_unknown' });
});
