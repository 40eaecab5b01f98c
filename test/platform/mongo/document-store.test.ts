import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  createDocumentStore,
  createIsOnPaper,
  createPersonStore,
  createTicketStore,
} from '../../../platform/mongo/index.ts';
import { createSecrets } from '../../../platform/seal/index.ts';
import {
  isWithin,
  listMatterIds,
  type DocumentStore,
  type OfficialDocument,
  type Ticket,
} from '../../../tickets/index.ts';
import { buildTicket, filedAt } from '../../support/build-ticket.ts';
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

const secrets = createSecrets([Buffer.alloc(32, 7)]);
const { digests } = secrets;
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

/** More than one batch, some of them about several matters, many of the same instant. */
async function fillStore() {
  const tickets = createTicketStore(base.database, createPersonStore(base.database, secrets));
  const matters: Ticket[] = [];
  for (let index = 0; index < 12; index += 1) {
    const area = index % 4 === 0 ? 'health' : 'transport';
    matters.push(
      buildTicket({ id: `t-page-${index}`, area, number: String(9_800_000_000 + index) }),
    );
  }
  for (const matter of matters) await tickets.insert(matter);
  const store = createDocumentStore(base.database, digests);
  const kind = 'paged';
  const all = Array.from({ length: 620 }, (_, index) =>
    buildDraft({
      kind,
      state: index % 3 === 0 ? 'in_review' : 'issued',
      createdAt: new Date(filedAt.getTime() + Math.floor(index / 5) * 1000),
      ...(index % 10 !== 9 && { ticketId: `t-page-${index % 12}` }),
      problemIds: index % 7 === 0 ? [`t-page-${(index + 1) % 12}-p1`] : [],
    }),
  );
  for (const document of all) await store.insert(document);
  return { store, all, matters, kind };
}

describe('pages of documents', () => {
  test('hold each document that lies within the bounds once, the newest first, whatever comes meanwhile', async () => {
    const { store, all, matters, kind } = await fillStore();
    const bounds = { assigneeIds: [], areas: ['health'] };
    const isInside = (document: OfficialDocument) =>
      listMatterIds(document).every((id) =>
        matters.some((matter) => matter.id === id && isWithin(bounds, matter)),
      );
    const newest = all.toSorted((a, b) => +b.createdAt - +a.createdAt || (a.id < b.id ? -1 : 1));
    for (const states of [undefined, ['in_review'] as const]) {
      for (const within of [undefined, bounds]) {
        const wanted = newest.filter(
          (one) =>
            (states === undefined || one.state === 'in_review') &&
            (within === undefined || isInside(one)),
        );
        const read: string[] = [];
        const query = { kind, limit: 50, ...(states && { states }), ...(within && { bounds }) };
        let page = await store.listSeen(query);
        for (;;) {
          read.push(...page.items.map(({ id }) => id));
          if (page.next === undefined) break;
          const late = buildDraft({ kind: 'late', createdAt: new Date('2026-04-01T00:00:00Z') });
          await store.insert(late);
          page = await store.listSeen({ ...query, after: page.next });
        }
        expect(read).toEqual(wanted.map(({ id }) => id));
      }
    }
  }, 60_000);
});

const buildFor = (unitId: string) =>
  buildDraft({ kind: 'free', units: [{ unitId, name: '某局' }] });

test('pages leave out what speaks of no matter and is for a barred unit', async () => {
  const store = createDocumentStore(base.database, digests);
  const [own, other] = [buildFor('u-own'), buildFor('u-other')];
  for (const document of [own, other]) await store.insert(document);
  const query = { kind: 'free', limit: 9 };
  const bounds = { assigneeIds: [], areas: ['health'], barredUnitIds: ['u-own'] };
  const listIds = async (more: object) =>
    (await store.listSeen({ ...query, ...more })).items.map(({ id }) => id).toSorted();
  expect(await listIds({})).toEqual([own.id, other.id].toSorted());
  expect(await listIds({ bounds })).toEqual([other.id]);
});

test('keep the shape that the database asks for', async () => {
  await expect(base.checkShapes()).resolves.toBeUndefined();
});

describe('a matter that is on paper', () => {
  const matter = buildTicket({
    id: 't-paper',
    problems: [
      { id: 't-paper-p1', status: 'found', type: 'record', foundAt: at, words: '没有记录' },
    ],
  });
  const toUnit = {
    id: 's-1',
    to: { kind: 'unit', unitId: 'u-1', name: '清河县城市管理局' },
    by: 'paper',
    isDueProvisional: false,
  } as const;
  const toPerson = { ...toUnit, to: { kind: 'person', personId: 'p-1' } } as const;
  const own = { ticketId: matter.id, problemIds: ['t-paper-p1'] };

  test.each([
    [false, 'nothing', undefined],
    [false, 'a draft of its own', own],
    [false, 'a paper of its own that its reporter has', { ...own, servings: [toPerson] }],
    [true, 'a paper of its own that a unit has', { ...own, servings: [toPerson, toUnit] }],
    [true, 'a draft of another matter', { ticketId: 't-else', problemIds: own.problemIds }],
    [true, 'a draft of no matter in particular', { problemIds: own.problemIds }],
    [
      false,
      'a paper of another matter’s problem',
      { ticketId: 't-else', problemIds: ['t-else-p1'] },
    ],
  ])('%s: with %s', async (isOnPaper, _, document) => {
    await base.clear();
    const store = createDocumentStore(base.database, digests);
    if (document !== undefined) await store.insert(buildDraft(document));
    expect(await createIsOnPaper(base.database)(matter)).toBe(isOnPaper);
  });

  test('is told from one without a problem, of which no other paper can speak', async () => {
    await base.clear();
    const store = createDocumentStore(base.database, digests);
    await store.insert(buildDraft({ ticketId: 't-else', problemIds: [] }));
    const bare = buildTicket({ id: 't-bare', problems: [] });
    expect(await createIsOnPaper(base.database)(bare)).toBe(false);
  });
});
