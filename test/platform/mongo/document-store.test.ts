import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createDocumentStore } from '../../../platform/mongo/index.ts';
import { createSecrets } from '../../../platform/seal/index.ts';
import type { DocumentStore, OfficialDocument } from '../../../tickets/index.ts';
import { createMemoryDocuments } from '../../support/memory-documents.ts';
import { openTestDatabase, type TestDatabase } from '../../support/mongo.ts';

let base: TestDatabase;
beforeAll(async () => {
  base = await openTestDatabase();
});
afterAll(() => base.close());

const at = new Date('2026-03-10T02:00:00Z');
let made = 0;

function buildDraft(more: Partial<OfficialDocument> = {}): OfficialDocument {
  made += 1;
  return {
    id: `d-store-${made}`,
    version: 1,
    kind: 'feedback_letter',
    profile: 1,
    audience: 'unit',
    problemIds: [],
    organId: 'bureau',
    organName: '清河县司法局',
    title: '',
    addressedTo: '',
    units: [],
    copiedTo: [],
    attachments: [],
    fields: {},
    points: [],
    paragraphs: [],
    state: 'draft',
    steps: [],
    passed: [],
    submissions: [],
    servings: [],
    verifyCode: `V-${made}`,
    traceId: 'trace',
    createdAt: at,
    updatedAt: at,
    ...more,
  };
}

const number = (seq: number, kind = 'feedback_letter') => ({
  organ: 'bureau',
  kind,
  year: 2026,
  seq,
  text: `${kind}〔2026〕${seq}号`,
});

const { digests } = createSecrets([Buffer.alloc(32, 7)]);
const stores: readonly (readonly [string, () => DocumentStore])[] = [
  ['in memory', createMemoryDocuments],
  ['in the database', () => createDocumentStore(base.database, digests)],
];

describe.each(stores)('documents %s', (_, open) => {
  test('come back as they were stored, and a repeat stores nothing', async () => {
    const store = open();
    const draft = buildDraft({
      ticketId: 't-1',
      fields: { demand: '整改' },
      paragraphs: [{ kind: 'table', columns: ['项目'], rows: [['内容']] }],
    });
    expect(await store.insert(draft)).toBe(true);
    expect(await store.insert({ ...draft, title: '又一份' })).toBe(false);
    expect(await store.find(draft.id)).toEqual(draft);
    expect(await store.findByVerifyCode(draft.verifyCode)).toEqual(draft);
    expect(await store.listForTicket('t-1')).toEqual([draft]);
  });

  test('are saved over the version that was seen, and over no other', async () => {
    const store = open();
    const draft = buildDraft();
    await store.insert(draft);
    expect(await store.save({ ...draft, title: '函' })).toBe('saved');
    expect(await store.save({ ...draft, title: '旧' })).toBe('conflict');
    expect(await store.find(draft.id)).toMatchObject({ title: '函', version: 2 });
  });

  test('never have one number twice, whoever is void', async () => {
    const store = open();
    const [first, second] = [buildDraft(), buildDraft()];
    await store.insert(first);
    await store.insert(second);
    const kind = `kind-${first.id}`;
    const counted = { organ: 'bureau', kind, year: 2026 };
    expect(await store.findLastSeq(counted)).toBe(0);
    expect(await store.save({ ...first, state: 'void', number: number(1, kind) })).toBe('saved');
    expect(await store.save({ ...second, number: number(1, kind) })).toBe('number_taken');
    expect(await store.findLastSeq(counted)).toBe(1);
    expect(await store.save({ ...second, number: number(2, kind) })).toBe('saved');
    const { items } = await store.list({ number: number(2, kind).text, page: 1, pageSize: 9 });
    expect(items.map(({ id }) => id)).toEqual([second.id]);
  });

  test('keep the unsealed paper that came meanwhile, and the first one only', async () => {
    const store = open();
    const draft = buildDraft();
    await store.insert(draft);
    const file = { fileId: 'f-1', algorithm: 'SHA-256', hash: 'a' } as const;
    await store.keepUnsealed(draft.id, file);
    await store.keepUnsealed(draft.id, { ...file, hash: 'b' });
    await store.save({ ...draft, state: 'signed' });
    expect(await store.find(draft.id)).toMatchObject({ state: 'signed', unsealed: file });
  });

  test('wait for what follows from their steps until it is made, or a step came between', async () => {
    const store = open();
    const draft = buildDraft({ pendingFrom: 1 });
    await store.insert(draft);
    expect(await store.listPending(99)).toContain(draft.id);
    expect(await store.clearPending(draft.id, 2)).toBe(false);
    expect(await store.clearPending(draft.id, 1)).toBe(true);
    expect(await store.listPending(99)).not.toContain(draft.id);
    expect(await store.markReplaced(draft.id, 'd-next')).toBe(true);
    expect(await store.markReplaced(draft.id, 'd-other')).toBe(false);
    expect(await store.find(draft.id)).toMatchObject({ replacedBy: 'd-next', version: 2 });
    expect(await store.listPending(99)).toContain(draft.id);
  });

  test('are found by what they were served on', async () => {
    const store = open();
    const unitId = `u-of-${made}`;
    const serving = {
      id: 's-1',
      to: { kind: 'unit', unitId, name: '某局' },
      by: 'portal',
      isDueProvisional: true,
    } as const;
    const draft = buildDraft({ servings: [serving] });
    await store.insert(draft);
    await store.insert(buildDraft({ servings: [{ ...serving, isDueProvisional: false }] }));
    expect(await store.listProvisional()).toEqual([draft.id]);
    const query = { servedUnitIds: [unitId, 'u-none'], page: 1, pageSize: 9 };
    expect((await store.list(query)).total).toBe(2);
    expect((await store.list({ ...query, servedUnitIds: ['u-none'] })).total).toBe(0);
  });
});

test('keep the shape that the database asks for', async () => {
  await expect(base.checkShapes()).resolves.toBeUndefined();
});
