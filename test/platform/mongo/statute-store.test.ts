import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  createResolveCitation,
  importStatutes,
  knownDates,
  knownEnds,
  type StatuteImportOptions,
  type StatuteSource,
  type StatuteStore,
} from '../../../knowledge/index.ts';
import { fold } from '../../../platform/fold/index.ts';
import { createStatuteStore } from '../../../platform/mongo/index.ts';
import {
  numberArticles,
  buildStatute,
  readEverything,
  watchWrites,
} from '../../support/build-statute-source.ts';
import { openTestDatabase, type TestDatabase } from '../../support/mongo.ts';

let database: TestDatabase;
let now: Date;
let store: StatuteStore;
beforeAll(async () => {
  database = await openTestDatabase();
});
beforeEach(async () => {
  await database.clear();
  now = new Date('2026-03-02T02:00:00Z');
  store = createStatuteStore(database.database, () => now);
});
afterAll(() => database.close());

const options: StatuteImportOptions = { knownDates, knownEnds, checkedThrough: '2025-04-19', fold };

function importAll(sources: readonly StatuteSource[], given: Partial<StatuteImportOptions> = {}) {
  return importStatutes({ store }, sources, { ...options, ...given });
}

/** Invented articles, more than one command holds. */
const longTexts = Array.from({ length: 250 }, (_, index) => `看第${index + 1}座桥。`);
const long = buildStatute({
  articles: numberArticles([...longTexts, '本法自2020年1月1日起施行。']),
});
const revised = buildStatute({
  preamble: '2019年11月20日 议会通过 2024年5月6日 议会修订',
  adoptedOn: { day: '2024-05-06', source: '修订' },
  articles: numberArticles(['看桥的人每天走两遍。', '本法自2024年7月1日起施行。']),
});

describe('an import of statutes', () => {
  it('stores a statute by article, with its days and where they were read', async () => {
    const report = await importAll([buildStatute()]);
    expect(report).toMatchObject({
      statutes: [{ kind: 'new' }],
      ended: [],
      repealed: [],
      isStopped: false,
    });
    expect(await store.listVersions('桥梁照看法')).toEqual([
      {
        id: '桥梁照看法@2019-11-20',
        title: '桥梁照看法',
        adoptedOn: { day: '2019-11-20', source: '通过' },
        inForceFrom: { day: '2020-01-01', source: '第二条 本法自2020年1月1日起施行' },
        checkedThrough: '2025-04-19',
        acts: ['2019-11-20'],
        repeals: [],
        articles: 2,
        digest: expect.stringMatching(/^[0-9a-f]{16}$/u),
        isWhole: true,
      },
    ]);
    expect(await store.findArticle('桥梁照看法@2019-11-20', '2')).toEqual({
      id: '桥梁照看法@2019-11-20:2',
      versionId: '桥梁照看法@2019-11-20',
      number: '2',
      label: '第二条',
      text: '本法自2020年1月1日起施行。',
    });
    await database.checkShapes();
  });

  it('finds an article by its citation in the version of the day', async () => {
    await importAll([revised, buildStatute()]);
    const resolve = createResolveCitation({ store });
    const citation = { statute: '桥梁照看法', article: '1' };
    expect(await resolve(citation, '2024-06-30')).toMatchObject({
      kind: 'found',
      article: { text: '看桥的人每天走一遍。' },
    });
    expect(await resolve(citation, '2024-07-01')).toMatchObject({
      kind: 'found',
      article: { text: '看桥的人每天走两遍。' },
    });
    expect(await resolve({ ...citation, article: '3' }, '2024-07-01')).toMatchObject({
      kind: 'none',
      why: 'no_article',
    });
    expect(await resolve({ ...citation, statute: '月球法' }, '2024-07-01')).toEqual({
      kind: 'none',
      why: 'not_imported',
    });
  });

  it('lists articles in the order of the statute', async () => {
    await importAll([long]);
    const numbers = (await store.listArticles('桥梁照看法@2019-11-20')).map(({ number }) => number);
    expect(numbers).toEqual(Array.from({ length: 251 }, (_, index) => String(index + 1)));
  });

  it('changes nothing the second time', async () => {
    await importAll([buildStatute(), revised]);
    const before = await readEverything(store);
    now = new Date('2026-03-03T02:00:00Z');
    const { store: watched, writes } = watchWrites(store);
    const report = await importStatutes({ store: watched }, [buildStatute(), revised], options);
    expect(report.statutes.map(({ kind }) => kind)).toEqual(['same', 'same']);
    expect(writes).toEqual([]);
    expect(await readEverything(store)).toEqual(before);
  });

  it('shows what a newer version changed and ends the older one', async () => {
    await importAll([buildStatute()]);
    const { statutes, ended } = await importAll([revised]);
    expect(statutes).toMatchObject([
      {
        kind: 'newer',
        before: '桥梁照看法@2019-11-20',
        counts: { same: 0, moved: 0, changed: 2, added: 0, removed: 0 },
        changed: [
          { statute: '桥梁照看法', article: '1' },
          { statute: '桥梁照看法', article: '2' },
        ],
      },
    ]);
    expect(ended).toEqual(['桥梁照看法@2019-11-20']);
    const [older] = await store.listVersions('桥梁照看法');
    expect(older?.inForceTo).toEqual({
      day: '2024-06-30',
      source: '桥梁照看法@2024-05-06 第二条 本法自2024年7月1日起施行',
      by: 'newer',
    });
  });

  it('gives the same in whatever order the versions come', async () => {
    await importAll([buildStatute(), revised]);
    const forward = await readEverything(store);
    await database.clear();
    const { statutes } = await importAll([revised, buildStatute()]);
    expect(statutes.map(({ kind }) => kind)).toEqual(['new', 'older']);
    expect(await readEverything(store)).toEqual(forward);
  });

  it('ends a statute that another one repeals', async () => {
    const repealing = buildStatute({
      title: '中华人民共和国桥梁法',
      adoptedOn: { day: '2021-02-03', source: '通过' },
      preamble: '2021年2月3日 议会通过',
      articles: numberArticles(['本法自2021年6月1日起施行。《桥梁照看法》同时废止。']),
    });
    const { ended, repealed } = await importAll([buildStatute(), repealing]);
    expect([ended, repealed]).toEqual([['桥梁照看法@2019-11-20'], ['桥梁照看法']]);
    const resolve = createResolveCitation({ store });
    const citation = { statute: '桥梁照看法', article: '1' };
    expect(await resolve(citation, '2021-05-31')).toMatchObject({ kind: 'found' });
    expect(await resolve(citation, '2021-06-01')).toMatchObject({ kind: 'none', why: 'ended' });
  });

  it('refuses what has no day of adoption, is faulty or is here in other words', async () => {
    await importAll([buildStatute()]);
    const { adoptedOn: _adoptedOn, ...undated } = buildStatute({ preamble: '' });
    const { statutes } = await importAll([
      undated,
      buildStatute({ faults: [{ kind: 'gap', after: '1', number: '3' }] }),
      buildStatute({ articles: numberArticles(['看桥的人每天走三遍。']) }),
    ]);
    expect(statutes.map((done) => done.kind === 'refused' && done.refusal.code)).toEqual([
      'no_adoption_date',
      'faults',
      'other_text',
    ]);
    expect(await readEverything(store)).toHaveLength(1);
  });

  it('takes a faulty text that somebody looked at', async () => {
    const { statutes } = await importAll([
      buildStatute({ faults: [{ kind: 'gap', after: '1', number: '3' }], isAccepted: true }),
    ]);
    expect(statutes[0]?.kind).toBe('new');
  });

  it('renews the day until which somebody looked, never back', async () => {
    await importAll([buildStatute()], { checkedThrough: '2026-01-01' });
    await importAll([buildStatute()], { checkedThrough: '2025-04-19' });
    expect((await store.listVersions())[0]?.checkedThrough).toBe('2026-01-01');
  });
});

describe('an import that ends half-way', () => {
  const id = '桥梁照看法@2019-11-20';

  it('shows nothing of the unfinished version', async () => {
    const signal = { aborted: false };
    const stopping: StatuteStore = {
      ...store,
      async addArticles(batch) {
        await store.addArticles(batch);
        signal.aborted = true;
      },
    };
    const report = await importStatutes({ store: stopping }, [long], { ...options, signal });
    expect(report).toEqual({ statutes: [], ended: [], repealed: [], isStopped: true });
    expect(await store.listVersions()).toEqual([]);
    expect(await store.listArticles(id)).toEqual([]);
    expect(await store.findArticle(id, '1')).toBeUndefined();
    expect(await store.changedSince(new Date(0))).toEqual([]);
    const resolve = createResolveCitation({ store });
    expect(await resolve({ statute: '桥梁照看法', article: '1' }, '2024-01-01')).toEqual({
      kind: 'none',
      why: 'not_imported',
    });
  });

  it('gives the same when it is repeated, at whichever write it died', async () => {
    await importAll([long, revised]);
    const whole = await readEverything(store);
    for (let failAt = 1; failAt <= 8; failAt += 1) {
      await database.clear();
      const { store: mortal } = watchWrites(store, failAt);
      await expect(importStatutes({ store: mortal }, [long, revised], options)).rejects.toThrow(
        'the process died',
      );
      await importAll([long, revised]);
      expect(await readEverything(store)).toEqual(whole);
    }
  });

  it('leaves nothing of its text when another text follows', async () => {
    const { store: mortal } = watchWrites(store, 4);
    await expect(importStatutes({ store: mortal }, [long], options)).rejects.toThrow('died');
    await importAll([buildStatute()]);
    expect(await store.listArticles(id)).toHaveLength(2);
  });

  it('never begins a whole version again', async () => {
    await importAll([buildStatute()]);
    const [version] = await store.listVersions();
    if (version === undefined) throw new Error('not imported');
    await expect(store.begin(version)).rejects.toThrow('begun again');
  });
});

describe('what changed since a time', () => {
  it('names versions that became visible or got other days', async () => {
    await importAll([buildStatute()]);
    const first = now;
    now = new Date('2026-03-04T02:00:00Z');
    await importAll([revised]);
    expect(await listIds(now)).toEqual(['桥梁照看法@2019-11-20', '桥梁照看法@2024-05-06']);
    expect(await listIds(first)).toHaveLength(2);
    expect(await listIds(new Date(now.getTime() + 1))).toEqual([]);
  });
});

async function listIds(since: Date): Promise<readonly string[]> {
  return (await store.changedSince(since)).map(({ version }) => version.id);
}
