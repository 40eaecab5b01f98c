import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import {
  createOpenAiEmbeddings,
  editEntry,
  findLive,
  maskPersonal,
  publishEntry,
  retireEntry,
  reviewEntry,
  type Entry,
  type FindFilter,
} from '../../../knowledge/index.ts';
import { createMeaning, type Meaning } from '../../../platform/search-index/index.ts';
import { buildEntry } from '../../support/build-entry.ts';
import { buildLog } from '../../support/build-log.ts';
import {
  startFakeLanguageModel,
  type FakeLanguageModel,
} from '../../support/fake-language-model.ts';
import { waitFor } from '../../support/wait-for.ts';

const apiKey = 'sk-invented-key';
const editor = { name: '张编辑', accountId: 'a-1' };
const BodySchema = z.object({ model: z.string(), input: z.array(z.string()) });
const subjects = ['票据', '猫', '听证'];

let fake: FakeLanguageModel;
let folder: string;
let now: Date;
let entries: Map<string, Entry>;
let log: ReturnType<typeof buildLog>;
let opened: Meaning[];

beforeAll(async () => {
  fake = await startFakeLanguageModel({ apiKey });
});
afterAll(() => fake.stop());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'duxin-meaning-'));
  now = new Date('2026-03-02T01:00:00Z');
  entries = new Map();
  log = buildLog();
  opened = [];
  beginAnew();
  put(buildEntry({ id: 'paper' }));
  put(buildEntry({ id: 'cat', question: '小猫丢失找谁', similar: [], answer: '请到服务台。' }));
});
afterEach(async () => {
  await Promise.all(opened.map((meaning) => meaning.stop()));
  await rm(folder, { recursive: true, force: true });
});

/** The service does well, and remembers nothing. */
function beginAnew(): void {
  fake.reset();
  fake.embedBy(toSubjects);
}

/** One number for each subject, and one that all texts share a little of. */
function toSubjects(text: string): number[] {
  return [...subjects.map((word) => (text.includes(word) ? 1 : 0)), 0.1];
}

function put(entry: Entry): Entry {
  const changed = { ...entry, changedAt: now };
  entries.set(entry.id, changed);
  return changed;
}

const list = () => [...entries.values()];

/** A process of its own: its own thread, the same store and folder. */
function open(model = 'v'): Meaning {
  const meaning = createMeaning({
    store: {
      listLive: async (at) => list().filter((entry) => findLive(entry, at) !== undefined),
      listChangedSince: async (since) => list().filter(({ changedAt }) => changedAt > since),
      findMany: async (ids) => ids.flatMap((id) => entries.get(id) ?? []),
    },
    folder,
    model,
    embed: createOpenAiEmbeddings({ apiKey, baseURL: fake.baseURL, model, fetch }),
    mask: maskPersonal,
    now: () => now,
    log: log.log,
  });
  opened.push(meaning);
  return meaning;
}

async function openFollowed(model?: string): Promise<Meaning> {
  const meaning = open(model);
  await meaning.follow();
  return meaning;
}

async function findIds(meaning: Meaning, text: string, filter: Partial<FindFilter> = {}) {
  const found = await meaning.find(text, { audience: 'public', ...filter }, 5);
  return found.map(({ id }) => id);
}

/** What the service was asked to embed, call by call. */
const listAsked = () => fake.received.map((body) => BodySchema.parse(JSON.parse(body)).input);

function publishAs(entry: Entry, question: string): Entry {
  now = new Date(now.getTime() + 60_000);
  const change = { by: editor, at: now };
  const edited = editEntry(entry, { ...entry.text, question, similar: [], answer: '好。' }, change);
  return put(publishEntry(reviewEntry(edited, change, { isSoleEditor: true }), change));
}

describe('live entries found by meaning', () => {
  test('the nearest come, and the question leaves masked', async () => {
    const meaning = await openFollowed();
    beginAnew();
    expect(await findIds(meaning, '我的猫不见了，电话13912345678')).toEqual(['cat']);
    expect(listAsked().flat().join()).toContain('猫');
    expect(fake.received.join()).not.toContain('13912345678');
  });

  test('before anything is embedded, and for an empty question, nobody is asked', async () => {
    expect(await findIds(open(), '猫')).toEqual([]);
    const meaning = await openFollowed();
    beginAnew();
    expect(await findIds(meaning, ' ')).toEqual([]);
    expect(fake.received).toEqual([]);
  });

  test('many go out 64 at a time', async () => {
    for (let at = 0; at < 148; at += 1) put(buildEntry({ id: `e-${at}` }));
    await openFollowed();
    expect(listAsked().map(({ length }) => length)).toEqual([64, 64, 22]);
    expect(fake.bodyProblems).toEqual([]);
  });

  test('only those come that the asker may see, of the areas and the day asked for', async () => {
    put(buildEntry({ id: 'for-staff', question: '猫', audience: 'staff' }));
    put(buildEntry({ id: 'later', question: '猫', inForceFrom: '2026-06-01' }));
    put(buildEntry({ id: 'elsewhere', question: '猫', area: '宠物' }));
    const meaning = await openFollowed();
    const inForceOn = '2026-03-02';
    expect(await findIds(meaning, '猫', { inForceOn })).toEqual(
      expect.not.arrayContaining(['for-staff', 'later']),
    );
    expect(await findIds(meaning, '猫', { inForceOn, audience: 'staff' })).toContain('for-staff');
    expect(await findIds(meaning, '猫', { inForceOn: '2026-06-01' })).toContain('later');
    expect(await findIds(meaning, '猫', { areas: ['宠物'] })).toEqual(['elsewhere']);
  });

  test('a changed entry is embedded anew, and no other', async () => {
    const meaning = await openFollowed();
    beginAnew();
    publishAs(entries.get('cat') ?? buildEntry(), '听证怎么申请');
    await meaning.follow();
    expect(listAsked()).toEqual([['听证怎么申请\n好。']]);
    expect(await findIds(meaning, '听证')).toEqual(['cat']);
    expect(await findIds(meaning, '猫')).toEqual([]);
  });

  test('a retired entry is not given, even before its vector is dropped', async () => {
    const meaning = await openFollowed();
    const cat = entries.get('cat') ?? buildEntry();
    now = new Date(now.getTime() + 60_000);
    put(retireEntry(cat, { by: editor, at: now }));
    expect(await findIds(meaning, '猫')).toEqual([]);
    await meaning.follow();
    expect(await findIds(meaning, '猫')).toEqual([]);
  });
});

describe('vectors on disk', () => {
  test('a restart asks nobody, and one behind a change asks for that alone', async () => {
    await openFollowed();
    beginAnew();
    const next = await openFollowed();
    expect(fake.received).toEqual([]);
    expect(await findIds(next, '猫')).toEqual(['cat']);
    beginAnew();
    publishAs(entries.get('cat') ?? buildEntry(), '听证怎么申请');
    const last = await openFollowed();
    expect(listAsked()).toEqual([['听证怎么申请\n好。']]);
    expect(await findIds(last, '票据')).toEqual(['paper']);
  });

  test('a change embedded while running is kept too', async () => {
    const meaning = await openFollowed();
    publishAs(entries.get('cat') ?? buildEntry(), '听证怎么申请');
    await meaning.follow();
    beginAnew();
    expect(await findIds(await openFollowed(), '听证')).toEqual(['cat']);
    expect(listAsked()).toEqual([['听证']]);
  });

  test('damaged ones are made anew, with a line in the log', async () => {
    await openFollowed();
    const path = join(folder, 'meaning.dxri');
    const bytes = await readFile(path);
    bytes[bytes.length - 9] = (bytes[bytes.length - 9] ?? 0) ^ 0xff;
    await writeFile(path, bytes);
    beginAnew();
    const next = await openFollowed();
    expect(listAsked().map(({ length }) => length)).toEqual([2]);
    expect(log.text()).toContain('"code":"damaged"');
    expect(await findIds(next, '猫')).toEqual(['cat']);
  });

  test('those of another model are made anew', async () => {
    await openFollowed('v');
    beginAnew();
    const next = await openFollowed('w');
    expect(listAsked().map(({ length }) => length)).toEqual([2]);
    expect(await findIds(next, '猫')).toEqual(['cat']);
    beginAnew();
    await openFollowed('w');
    expect(fake.received).toEqual([]);
  });
});

describe('a service that does not do what it should', () => {
  test.each(['hang', 'cut', 'not_json', 'huge_body', 429, 500] as const)(
    'that answers a question with %s takes nothing away',
    async (fault) => {
      const meaning = await openFollowed();
      beginAnew();
      fake.behave({ fail: fault });
      expect(await findIds(meaning, '猫')).toEqual([]);
      expect(listAsked()).toEqual([['猫']]);
      beginAnew();
      expect(await findIds(meaning, '猫')).toEqual(['cat']);
    },
  );

  test('that answers a question in another dimension takes nothing away', async () => {
    const meaning = await openFollowed();
    fake.embedBy(() => [1, 0]);
    expect(await findIds(meaning, '猫')).toEqual([]);
  });

  test('that fails is asked again at the next look, for what is missing alone', async () => {
    for (let at = 0; at < 98; at += 1) put(buildEntry({ id: `e-${at}` }));
    const meaning = open();
    fake.embedBy((text) => (text.includes('听证') ? [] : toSubjects(text)));
    put(buildEntry({ id: 'unreadable', question: '听证' }));
    await expect(meaning.follow()).rejects.toMatchObject({ code: 'model_unreadable' });
    beginAnew();
    await meaning.follow();
    expect(listAsked().map(({ length }) => length)).toEqual([37]);
  });

  test('whose vectors come in another dimension from now on is asked for all of them', async () => {
    const meaning = await openFollowed();
    fake.embedBy((text) => [...toSubjects(text), 0]);
    publishAs(entries.get('cat') ?? buildEntry(), '听证怎么申请');
    await expect(meaning.follow()).rejects.toMatchObject({ code: 'vectors_refused' });
    expect(await findIds(meaning, '票据')).toEqual([]);
    await meaning.follow();
    expect(await findIds(meaning, '票据')).toEqual(['paper']);
    expect(await findIds(meaning, '听证')).toEqual(['cat']);
  });

  test('is told of in the log by a code, and the stop waits for no answer', async () => {
    fake.behave({ fail: 401 });
    const meaning = open();
    meaning.start();
    await waitFor(() => log.lines.some(({ level }) => level === 'warn'));
    expect(log.text()).toContain('model_unauthorised');
    expect(log.text()).not.toContain(apiKey);
    beginAnew();
    fake.behave({ fail: 'hang' });
    const hanging = open();
    hanging.start();
    await fake.whenAsked();
    await hanging.stop();
  });
});
