import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createPaperStore } from '../../../platform/files/index.ts';
import { createDocumentStore, rotateKeys, verifyDocuments } from '../../../platform/mongo/index.ts';
import { createSecrets } from '../../../platform/seal/index.ts';
import type { HashedFile, OfficialDocument } from '../../../tickets/index.ts';
import {
  buildDocuments,
  bureau,
  draftLetter,
  signThrough,
  type TestDocuments,
} from '../../support/build-documents.ts';
import { openTestDatabase, type TestDatabase } from '../../support/mongo.ts';

const oldKey = Buffer.alloc(32, 7);
const newKey = Buffer.alloc(32, 8);
const secrets = createSecrets([oldKey]);
let base: TestDatabase;
let documents: TestDocuments;

beforeAll(async () => {
  base = await openTestDatabase();
});
afterAll(() => base.close());
beforeEach(async () => {
  await base.clear();
  documents = buildDocuments([], {
    store: createDocumentStore(base.database, secrets.digests),
    keepUnsealed: ({ id }) => keep(id, 'unsealed'),
  });
});

const openPapers = () => createPaperStore(base.database.connection, secrets, 10_000);
const native = () => base.database.connection.getClient().db(base.dbName);
const verify = () => verifyDocuments(base.database, secrets.digests, openPapers());

async function keep(documentId: string, kind: 'sealed' | 'unsealed'): Promise<HashedFile> {
  const kept = await openPapers().save({
    id: `${documentId}-${kind}`,
    documentId,
    kind,
    name: `${kind}.pdf`,
    bytes: Buffer.from(`%PDF-1.4\n% ${kind} ${documentId}\n`),
    at: new Date('2026-03-10T02:00:00Z'),
  });
  return { fileId: kept.id, algorithm: 'SHA-256', hash: kept.sha256 };
}

async function issueOne(): Promise<OfficialDocument> {
  const { id } = await signThrough(documents, await draftLetter(documents, undefined));
  await documents.project(id);
  const file = await keep(id, 'sealed');
  return documents.sealDocument({ id, by: bureau.handler, file });
}

describe('checking what was issued', () => {
  test('finds nothing wrong in documents that were drafted, signed, served and void', async () => {
    const first = await issueOne();
    await documents.serveDocument({
      id: first.id,
      by: bureau.handler,
      servings: [{ to: { kind: 'unit', unitId: 'u-1' }, by: 'portal' }],
    });
    await documents.project(first.id);
    const second = await signThrough(documents, await draftLetter(documents, undefined));
    await documents.voidDocument({ id: second.id, by: bureau.chief, reason: '写错' });
    await draftLetter(documents, undefined);
    expect(await verify()).toEqual({ count: 3, findings: [] });
  });

  test.each([
    ['a word of its text', { 'paragraphs.0.text': '别的话' }, ['changed', 'content_changed']],
    ['the reason of a step', { 'steps.0.reason': '别的理由' }, ['changed']],
    ['the day of a serving', { 'servings.0.servedAt': new Date(0) }, ['changed']],
    ['the hash of its paper', { 'unsealed.hash': 'f'.repeat(64) }, ['paper_changed']],
    ['which paper it is', { 'unsealed.fileId': 'none' }, ['paper_missing']],
    ['a successor that is none', { replacedBy: 'd-none' }, ['successor_unknown']],
  ])('names the document of which somebody changed %s', async (_, change, faults) => {
    await issueOne();
    const { id, number } = await issueOne();
    await native().collection('documents').updateOne({ 'number.seq': 2 }, { $set: change });
    const { findings } = await verify();
    expect(findings).toEqual(faults.map((fault) => ({ name: `${id} ${number?.text}`, fault })));
  });

  test('names the document of whose sealed copy one byte was changed', async () => {
    const { id, number } = await issueOne();
    const chunks = native().collection('papers_originals.chunks');
    const file = await native().collection('papers').findOne({ documentId: id, kind: 'sealed' });
    const all = await chunks.find().toArray();
    const chunk = all.find(({ files_id: of }) => String(of) === file?.['originalId']);
    if (chunk === undefined) throw new Error('the sealed copy has no bytes');
    const bytes = Buffer.from(chunk['data'].buffer);
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    await chunks.updateOne({ _id: { $eq: chunk._id } }, { $set: { data: bytes } });
    expect((await verify()).findings).toEqual([
      { name: `${id} ${number?.text}`, fault: 'paper_changed' },
    ]);
  });

  test('names the number of a document that was taken out', async () => {
    await issueOne();
    const { id } = await issueOne();
    await issueOne();
    await native().collection<{ _id: string }>('documents').deleteOne({ _id: id });
    expect((await verify()).findings).toEqual([
      { name: 'bureau feedback_letter 2026 2', fault: 'number_missing' },
    ]);
  });

  test('still does so under a new master key, which blesses nothing that was changed', async () => {
    await issueOne();
    const { id, number } = await issueOne();
    await native()
      .collection('documents')
      .updateOne({ 'number.seq': 2 }, { $set: { organName: '别的机关' } });
    const both = createSecrets([newKey, oldKey]);
    await rotateKeys(base.database, both, new Date('2026-03-11T02:00:00Z'));
    const papers = { open: async (fileId: string) => openPapers().open(fileId) };
    const after = await verifyDocuments(base.database, both.digests, papers);
    expect(after.findings.map(({ name, fault }) => [name, fault])).toEqual([
      [`${id} ${number?.text}`, 'changed'],
      [`${id} ${number?.text}`, 'content_changed'],
    ]);
    const { digests } = createSecrets([newKey]);
    expect((await verifyDocuments(base.database, digests, papers)).findings).toEqual(
      after.findings,
    );
  });
});
