import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  createHandedInStore,
  rewrapOriginals,
  sweepOrphans,
} from '../../../platform/files/index.ts';
import { createSecrets } from '../../../platform/seal/index.ts';
import { openTestDatabase, type TestDatabase } from '../../support/mongo.ts';

const pdf = Buffer.from('%PDF-1.7\n%invented case file\n');
const input = {
  id: 'd-1-u-1-key',
  documentId: 'd-1',
  unitId: 'u-1',
  name: '案卷.pdf',
  by: { accountId: 'a-1', name: '联络员' },
  at: new Date('2026-03-02T02:00:00Z'),
};
const oldKey = Buffer.alloc(32, 1);
const newKey = Buffer.alloc(32, 2);

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
}, 60_000);
afterAll(() => database.close());

test('keeps what a unit hands in sealed, once, and through a change of the key', async () => {
  const { connection } = database.database;
  const store = createHandedInStore(connection, createSecrets([oldKey]), 1000);
  const file = await store.save({ ...input, bytes: pdf });
  expect(file).toMatchObject({ name: '案卷.pdf', mimeType: 'application/pdf', unitId: 'u-1' });
  const again = await store.save({ ...input, bytes: Buffer.from('%PDF-1.7\nother') });
  expect(again.sha256).toBe(file.sha256);
  expect(await store.open(input.id)).toEqual(pdf);
  const chunks = await connection.collection('unit_files_originals.chunks').find().toArray();
  expect(JSON.stringify(chunks)).not.toContain(pdf.toString('base64').slice(0, 20));

  const both = createSecrets([newKey, oldKey]);
  expect(await rewrapOriginals(connection, both)).toBe(1);
  const later = createHandedInStore(connection, createSecrets([newKey]), 1000);
  expect(await later.open(input.id)).toEqual(pdf);
  const nextDay = new Date(Date.now() + 86_400_000);
  expect(await sweepOrphans(connection, nextDay)).toBe(0);
});

test('refuses what is too large, empty or of no known type', async () => {
  const store = createHandedInStore(database.database.connection, createSecrets([oldKey]), 100);
  const save = (key: string, bytes: Buffer) => store.save({ ...input, id: key, bytes });
  await expect(save('large', Buffer.alloc(101, 1))).rejects.toMatchObject({
    code: 'file_too_large',
  });
  await expect(save('empty', Buffer.alloc(0))).rejects.toMatchObject({ code: 'file_unreadable' });
  await expect(save('odd', Buffer.from('<html></html>'))).rejects.toMatchObject({
    code: 'file_type_refused',
  });
  expect(await store.find('odd')).toBeUndefined();
});
