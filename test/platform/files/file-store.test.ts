import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import sharp, { type Region } from 'sharp';
import { createFileIndexes, createFileStore, sweepOrphans } from '../../../platform/files/index.ts';
import type { EvidenceStore } from '../../../bot/index.ts';
import { createBlobs } from '../../../platform/files/blobs.ts';
import { createSecrets } from '../../../platform/seal/index.ts';
import { buildPaper } from '../../support/build-paper.ts';
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
      hasCopy: true,
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

  it('that is the picture of a paper is kept with what makes it hard to read', async () => {
    const dark = await buildPaper({ seed: 61, light: 0.1 });
    expect((await save('f-dark', dark)).faults).toEqual(['dark']);
    expect((await store.find('f-dark'))?.faults).toEqual(['dark']);
  });

  it('has nothing left under the boxes on its working copy; the original stays as it was', async () => {
    await save('f-boxed');
    const box = { left: 0.25, top: 0.5, width: 0.5, height: 0.25 };
    const before = await countDocuments();
    expect(await store.setBoxes('f-boxed', [box])).toMatchObject({ boxes: [box], hasCopy: true });
    expect(await countDocuments()).toEqual(before);
    const copy = await store.openWorkingCopy('f-boxed');
    const within = { left: 90, top: 110, width: 140, height: 30 };
    // Statistics are those of the input, whatever is cut out of it afterwards.
    const look = async (part: Region) =>
      sharp(await sharp(copy?.bytes).extract(part).png().toBuffer()).stats();
    const covered = await look(within);
    expect(covered.channels.map(({ max }) => max < 24)).toEqual([true, true, true]);
    const beside = await look({ ...within, top: 10 });
    expect(beside.channels[0]?.min).toBeGreaterThan(140);
    expect(await store.openOriginal('f-boxed')).toEqual(picture);
    await store.setBoxes('f-boxed', []);
    const bare = await sharp((await store.openWorkingCopy('f-boxed'))?.bytes).stats();
    expect(bare.channels[0]?.min).toBeGreaterThan(140);
  });

  it('that is no picture takes no boxes', async () => {
    await save('f-no-boxes', Buffer.from('%PDF-1.7\n%âãÏÓ\n'));
    expect(await store.setBoxes('f-no-boxes', [])).toBeUndefined();
    expect(await store.setBoxes('f-nowhere', [])).toBeUndefined();
  });

  it('that is a video shows its still, made anew; a still that is none is left out', async () => {
    const video = Buffer.from('000000186674797069736f6d0000020069736f6d69736f32', 'hex');
    const send = (id: string, thumbnail: Buffer) =>
      store.save({
        id,
        personId: 'person-1',
        channel: 'official-account',
        name: 'video',
        bytes: video,
        receivedAt,
        thumbnail,
      });
    expect(await send('f-video', picture)).toMatchObject({ mimeType: 'video/mp4', hasCopy: true });
    const still = await store.openWorkingCopy('f-video');
    expect((await sharp(still?.bytes).metadata()).exif).toBeUndefined();
    expect(await store.openOriginal('f-video')).toEqual(video);
    expect(await send('f-blind', Buffer.from('<html>'))).toMatchObject({ hasCopy: false });
  });

  it('whose bytes no document names is swept an hour later, nothing else is', async () => {
    await save('f-kept');
    const { connection } = database.database;
    const before = await countDocuments();
    await createBlobs(connection, 'evidence_originals').put(picture);
    await createBlobs(connection, 'evidence_copies').put(picture);
    expect(await sweepOrphans(connection, new Date())).toBe(0);
    const later = new Date(Date.now() + 2 * 3600_000);
    expect(await sweepOrphans(connection, later)).toBe(2);
    expect(await sweepOrphans(connection, later)).toBe(0);
    expect(await countDocuments()).toEqual(before);
    expect(await store.openOriginal('f-kept')).toEqual(picture);
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
