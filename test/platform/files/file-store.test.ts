import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import sharp from 'sharp';
import {
  createFileIndexes,
  createFileStore,
  type EvidenceStore,
} from '../../../platform/files/index.ts';
import { createSecrets } from '../../../platform/seal/index.ts';
import { openTestDatabase, type TestDatabase } from '../../support/mongo.ts';

let database: TestDatabase;
let store: EvidenceStore;
let picture: Buffer;

const receivedAt = new Date('2026-03-02T02:00:00Z');

beforeAll(async () => {
  database = await openTestDatabase();
  const { connection } = database.database;
  await createFileIndexes(connection);
  store = createFileStore(connection, createSecrets([Buffer.alloc(32, 5)]), 1024 * 1024);
  picture = await sharp({ create: { width: 320, height: 200, channels: 3, background: '#a62' } })
    .withExif({ IFD0: { Artist: 'CANARY-OWNER' } })
    .jpeg()
    .toBuffer();
});
afterAll(() => database.close());

function save(id: string, bytes = picture, name = 'scale.jpg') {
  return store.save({ id, personId: 'person-1', channel: 'web-chat', name, bytes, receivedAt });
}

async function countDocuments(): Promise<Readonly<Record<string, number>>> {
  const { connection } = database.database;
  const names = ['files', 'evidence_originals.files', 'evidence_copies.files'];
  const counts = await Promise.all(
    names.map((name) => connection.collection(name).countDocuments({})),
  );
  return Object.fromEntries(names.map((name, index) => [name, counts[index] ?? 0]));
}

describe('evidence', () => {
  it('is kept with hash, time and channel, sealed as received and as a copy without EXIF', async () => {
    const saved = await save('f-picture');
    expect(saved).toEqual({
      id: 'f-picture',
      personId: 'person-1',
      channel: 'web-chat',
      name: 'scale.jpg',
      receivedAt,
      mimeType: 'image/jpeg',
      sizeBytes: picture.length,
      sha256: createHash('sha256').update(picture).digest('hex'),
    });
    expect(await store.find('f-picture')).toEqual(saved);
    expect(await store.openOriginal('f-picture')).toEqual(picture);
    const copy = await store.openWorkingCopy('f-picture');
    expect(copy?.mimeType).toBe('image/jpeg');
    expect((await sharp(copy?.bytes).metadata()).exif).toBeUndefined();
  });

  it('lies in the database sealed: neither its picture nor its owner is readable there', async () => {
    await save('f-sealed');
    const chunks = await database.database.connection
      .collection('evidence_originals.chunks')
      .find({})
      .toArray();
    const stored = Buffer.concat(chunks.map(({ data }) => Buffer.from(data.buffer)));
    expect(stored.length).toBeGreaterThan(picture.length);
    expect(stored.includes('CANARY-OWNER')).toBe(false);
    expect(stored.includes(picture.subarray(0, 64))).toBe(false);
  });

  it('is stored once under one id, also when two save it at the same moment', async () => {
    const before = await countDocuments();
    const [first, second] = await Promise.all([save('f-twice'), save('f-twice')]);
    const third = await save('f-twice', Buffer.from('%PDF-1.7 other bytes'));
    expect(second).toEqual(first);
    expect(third).toEqual(first);
    const after = await countDocuments();
    for (const name of Object.keys(before)) expect(after[name]).toBe((before[name] ?? 0) + 1);
  });

  it('that is no picture has no working copy', async () => {
    const pdf = Buffer.from('%PDF-1.7\n%âãÏÓ\n');
    expect((await save('f-paper', pdf, '决定书.pdf')).mimeType).toBe('application/pdf');
    expect(await store.openWorkingCopy('f-paper')).toBeUndefined();
    expect(await store.openOriginal('f-paper')).toEqual(pdf);
  });

  it.each([
    ['too large', Buffer.alloc(1024 * 1024 + 1, 0xff), 'file_too_large'],
    ['a drawing with scripts', Buffer.from('<svg onload=alert(1)></svg>'), 'file_type_refused'],
    ['empty', Buffer.alloc(0), 'file_unreadable'],
    ['a broken picture', Buffer.from('ffd8ffe000104a464946', 'hex'), 'file_unreadable'],
  ])('is refused when it is %s, and nothing of it is kept', async (_what, bytes, code) => {
    const before = await countDocuments();
    await expect(save('f-refused', bytes)).rejects.toMatchObject({ code });
    expect(await store.find('f-refused')).toBeUndefined();
    expect(await countDocuments()).toEqual(before);
  });

  it('is listed with the ticket that it came to belong to', async () => {
    await save('f-ticket-1');
    await save('f-ticket-2');
    await store.assignTicket(['f-ticket-1', 'f-ticket-2', 'f-nowhere'], 't-1');
    const listed = await store.listForTicket('t-1');
    expect(listed.map(({ id, ticketId }) => [id, ticketId])).toEqual([
      ['f-ticket-1', 't-1'],
      ['f-ticket-2', 't-1'],
    ]);
  });

  it('that nobody stored is absent', async () => {
    expect(await store.find('f-none')).toBeUndefined();
    expect(await store.openWorkingCopy('f-none')).toBeUndefined();
    expect(await store.openOriginal('f-none')).toBeUndefined();
  });
});
