import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import {
  chooseVersion,
  createResolveCitation,
  importStatutes,
  knownDates,
  knownEnds,
  readLawRows,
  readStatute,
  type StatuteImportOptions,
  type StatuteImportReport,
  type LawRow,
  type ParsedArticle,
  type StatuteSource,
  type StatuteStore,
  type StatuteVersion,
} from '../../../knowledge/index.ts';
import { fold } from '../../../platform/fold/index.ts';
import { createStatuteStore } from '../../../platform/mongo/index.ts';
import { readEverything, watchWrites } from '../../support/build-statute-source.ts';
import { openTestDatabase, type TestDatabase } from '../../support/mongo.ts';
import { readSharedLines } from '../../support/shared-data.ts';

const RowSchema: z.ZodType<LawRow> = z.object({
  id: z.string(),
  law: z.string(),
  version_date: z.string().nullable(),
  no: z.number(),
  label: z.string(),
  chapter: z.string(),
  text: z.string(),
});
const LawSchema = z.object({ law_id: z.string(), info: z.string() });

const rows = readSharedLines('laws/articles.jsonl', RowSchema);
const laws = readSharedLines('laws/laws.jsonl', LawSchema);
const describeWithData = rows === undefined || laws === undefined ? describe.skip : describe;

const options: StatuteImportOptions = { knownDates, knownEnds, checkedThrough: '2025-04-19', fold };

/**
 * Worked out by hand from the final articles, the notes under the titles and the last clauses of the amending
 * decisions: the day of adoption of the version in force, or why there is none.
 */
const table: readonly (readonly [title: string, day: string, expected: string])[] = [
  // Revised on 2023-09-01; its article 90 says 2024-01-01, so the last day of 2023 has the text of 2017.
  ['行政复议法', '2023-12-31', '2017-09-01'],
  ['行政复议法', '2024-01-01', '2023-09-01'],
  // The text of 2017 came of a decision in force from 2018; the day before had an older text, which is not here.
  ['行政复议法', '2017-12-31', 'not_imported'],
  // Revised on 2021-01-22, article 86: 2021-07-15. Between the two the text of 2017 held, which is not here.
  ['行政处罚法', '2021-07-15', '2021-01-22'],
  ['行政处罚法', '2021-07-14', 'not_imported'],
  // A new law: adopted on 2021-06-10, article 55: 2021-09-01.
  ['数据安全法', '2021-08-31', 'not_yet'],
  // Adopted on 2021-08-20, article 74: 2021-11-01.
  ['个人信息保护法', '2021-11-01', '2021-08-20'],
  // Amended on 2022-06-24; the decision says 2022-08-01, while article 70 keeps the day of 2008.
  ['反垄断法', '2022-07-31', '2007-08-30'],
  ['反垄断法', '2022-08-01', '2022-06-24'],
  // Adopted on 2007-08-30, article 57: 2008-08-01.
  ['反垄断法', '2008-07-31', 'not_yet'],
  // Amended on 2024-12-25; article 78 still says 自公布之日, the decision says 2025-06-01.
  ['监察法', '2025-05-31', '2018-03-20'],
  ['监察法', '2025-06-01', '2024-12-25'],
  // Revised on 2024-02-27, article 65: 2024-05-01.
  ['保守国家秘密法', '2024-04-30', '2010-04-29'],
  // Revised on 2024-06-28, article 106: 2024-11-01.
  ['突发事件应对法', '2024-10-31', '2007-08-30'],
  // Order 802 of 2025-03-17, article 37: 2025-06-01.
  ['保障中小企业款项支付条例', '2025-05-31', '2020-07-05'],
  // Amended on 2023-03-13, the decision says 2023-03-15.
  ['立法法', '2023-03-14', '2015-03-15'],
  // Revised on 2020-10-17, article 132: 2021-06-01; the text of 2012 before it is not here.
  ['未成年人保护法', '2021-05-31', 'not_imported'],
  // Amended again on 2024-04-26, in force that day; article 132 keeps the day of 2021.
  ['未成年人保护法', '2024-04-26', '2024-04-26'],
  // The notes of the text of 2024 name an amendment of 2021-10-28, whose text is not here.
  ['上海市优化营商环境条例', '2021-10-27', '2020-04-10'],
  ['上海市优化营商环境条例', '2022-06-01', 'not_imported'],
  // Adopted on 2020-03-27, article 83: 2020-04-28.
  ['北京市优化营商环境条例', '2020-04-27', 'not_yet'],
  // Amended on 2022-08-29, in a text that is not here; revised and announced on 2024-11-29, article 94: 自公布之日.
  ['北京市优化营商环境条例', '2023-01-01', 'not_imported'],
  ['北京市优化营商环境条例', '2024-11-29', '2024-11-29'],
  // Order 711 of 2019-04-03, article 56: 2019-05-15; the text of 2007 before it is not here.
  ['政府信息公开条例', '2019-05-14', 'not_imported'],
  ['政府信息公开条例', '2019-05-15', '2019-04-03'],
  // Order 716 published it on 2019-04-26, article 16: 自公布之日.
  ['国务院关于在线政务服务的若干规定', '2019-04-26', '2019-04-26'],
  // Passed on 2019-11-12, published on 2019-11-27, article 29: 2020-01-01.
  ['最高人民法院关于审理行政协议案件若干问题的规定', '2019-12-31', 'not_yet'],
  // Order 752 repealed it from 2022-05-01.
  ['信访条例', '2022-04-30', '2005-01-10'],
  ['信访条例', '2022-05-01', 'ended'],
  // Amended on 2012-11-29; article 37 keeps the day of 1997 and the decision is not here.
  ['河南省信访条例', '2020-01-01', 'unknown'],
  // Revised in 2025 and called stale by the data's own notes; the law on the private economy is not in the data.
  ['治安管理处罚法', '2020-01-01', 'stale'],
  ['反不正当竞争法', '2026-02-01', 'stale'],
  ['民营经济促进法', '2025-06-01', 'not_imported'],
];

describeWithData('all statutes of the study data', () => {
  let database: TestDatabase;
  let store: StatuteStore;
  let report: StatuteImportReport;

  beforeAll(async () => {
    database = await openTestDatabase();
    store = createStatuteStore(database.database, () => new Date('2026-03-02T02:00:00Z'));
    report = await importStatutes({ store }, listSources(), options);
  });
  afterAll(() => database.close());

  it('are imported whole', async () => {
    const versions = await store.listVersions();
    expect(versions).toHaveLength(127);
    expect(versions.reduce((sum, { articles }) => sum + articles, 0)).toBe(8210);
    expect(report.statutes.filter(({ kind }) => kind === 'refused')).toEqual([]);
    const everything = await readEverything(store);
    expect(everything.every(([version, articles]) => version.articles === articles.length)).toBe(
      true,
    );
    await database.checkShapes();
  });

  it('are found article by article by their citation', async () => {
    const versions = groupByTitle(await store.listVersions());
    const resolve = createResolveCitation({
      store: { ...store, listVersions: async (title = '') => versions.get(title) ?? [] },
    });
    const dated = (await readEverything(store)).filter(
      ([{ inForceFrom, stale }]) => inForceFrom !== undefined && stale === undefined,
    );
    for (const [{ title, inForceFrom }, articles] of dated) {
      const day = inForceFrom?.day ?? '';
      const found = await Promise.all(
        articles.map(({ number }) => resolve({ statute: title, article: number }, day)),
      );
      expect(found.map((each) => each.kind === 'found' && each.article)).toEqual(articles);
    }
    const wanted = new Map(
      rows?.map(({ law, version_date, no, text }) => [`${law}@${version_date}:${no}`, text]),
    );
    const stored = (await readEverything(store)).flatMap(([, articles]) => articles);
    const missing = stored.filter(({ id, text }) => wanted.get(id) !== text);
    // One regulation has no date in the rows and takes that of its notes.
    expect(new Set(missing.map(({ versionId }) => versionId))).toEqual(
      new Set(['北京市信访条例@2006-09-15']),
    );
    expect(dated.length).toBe(118);
  });

  it('are read from their text as they stand in the rows', () => {
    for (const source of listSources()) {
      const { articles, faults } = readStatute(render(source), fold);
      expect(faults).toEqual([]);
      expect(articles.map(underLastHeading)).toEqual(source.articles.map(underLastHeading));
    }
  });

  it.each(table)('%s on %s: %s', async (title, day, expected) => {
    const chosen = chooseVersion(await store.listVersions(title), day);
    expect(chosen.kind === 'version' ? chosen.version.adoptedOn.day : chosen.why).toBe(expected);
  });

  it('are dated by their texts, their notes or a decision, and seven by nothing', async () => {
    const versions = await store.listVersions();
    const undated = versions.filter(({ inForceFrom }) => inForceFrom === undefined);
    expect(undated.map(({ id }) => id).toSorted()).toEqual([
      '上海市信访条例@2018-05-24',
      '上海市城市管理行政执法条例@2018-05-24',
      '市场监督管理投诉举报处理暂行办法@2022-03-24',
      '德州市优化营商环境条例@2021-10-08',
      '河南省信访条例@2012-11-29',
      '重庆市行政执法监督条例@2010-07-30',
      '重庆市行政执法责任制条例@2010-07-30',
    ]);
    for (const { adoptedOn, inForceFrom } of versions) {
      expect(inForceFrom === undefined || inForceFrom.day >= adoptedOn.day).toBe(true);
    }
  });

  it('tell what the newer versions changed', () => {
    const newer = report.statutes.flatMap((done) => (done.kind === 'newer' ? [done] : []));
    expect(newer).toHaveLength(10);
    for (const { counts, version } of newer) {
      const { same, moved, changed, added } = counts;
      expect(same + moved + changed + added).toBe(version.articles);
    }
  });

  it('change nothing when they are imported again', async () => {
    const before = await readEverything(store);
    const { store: watched, writes } = watchWrites(store);
    const again = await importStatutes({ store: watched }, listSources(), options);
    expect(new Set(again.statutes.map(({ kind }) => kind))).toEqual(new Set(['same']));
    expect(writes).toEqual([]);
    expect(await readEverything(store)).toEqual(before);
  });

  it('give the same after a stop half-way', async () => {
    const whole = await readEverything(store);
    await database.clear();
    const signal = { aborted: false };
    let done = 0;
    const onProgress = () => {
      done += 1;
    };
    const stopping: StatuteStore = {
      ...store,
      async addArticles(batch) {
        await store.addArticles(batch);
        signal.aborted = done === 60;
      },
    };
    const stopped = await importStatutes({ store: stopping }, listSources(), {
      ...options,
      onProgress,
      signal,
    });
    expect([stopped.isStopped, stopped.statutes.length]).toEqual([true, 60]);
    await importStatutes({ store }, listSources(), options);
    expect(await readEverything(store)).toEqual(whole);
  });

  it('name no other version as in force when the notes are left out', async () => {
    const noted = groupByTitle(await store.listVersions());
    await database.clear();
    const bare = await importStatutes({ store }, readLawRows(rows ?? [], new Map()), options);
    expect(bare.statutes.flatMap((done) => (done.kind === 'refused' ? [done] : []))).toEqual([
      { kind: 'refused', title: '北京市信访条例', refusal: { code: 'no_adoption_date' } },
    ]);
    for (const [title, versions] of groupByTitle(await store.listVersions())) {
      const days = (noted.get(title) ?? []).flatMap(listTurningDays);
      for (const day of days) {
        const chosen = chooseVersion(versions, day);
        if (chosen.kind === 'none') continue;
        const { id } = chosen.version;
        expect(chooseVersion(noted.get(title) ?? [], day)).toMatchObject({ version: { id } });
      }
    }
  });
});

function listSources(): Iterable<StatuteSource> {
  const notes = new Map(laws?.map(({ law_id, info }) => [law_id, info]));
  return readLawRows(rows ?? [], notes);
}

function groupByTitle(
  versions: readonly StatuteVersion[],
): ReadonlyMap<string, readonly StatuteVersion[]> {
  const groups = new Map<string, StatuteVersion[]>();
  for (const version of versions) {
    groups.set(version.title, [...(groups.get(version.title) ?? []), version]);
  }
  return groups;
}

/** Only the last: one regulation of the rows lost a chapter's heading and so the order of the rest. */
function underLastHeading({ number, chapter, text }: ParsedArticle) {
  return { number, text, heading: chapter?.split(' / ').at(-1) };
}

function render({ title, preamble, articles }: StatuteSource): string {
  let chapter: string | undefined;
  const lines = articles.flatMap((article) => {
    const headings = article.chapter === chapter ? [] : (article.chapter ?? '').split(' / ');
    chapter = article.chapter;
    return [...headings.map((heading) => `## ${heading}`), `${article.label} ${article.text}`];
  });
  return [`# ${title}`, preamble, ...lines].join('\n\n');
}

/** Around every day on which something may change. */
function listTurningDays({ adoptedOn, inForceFrom, inForceTo, acts }: StatuteVersion) {
  return [adoptedOn.day, inForceFrom?.day, inForceTo?.day, ...acts, '2026-11-22'].flatMap((day) =>
    day === undefined ? [] : [-1, 0, 1].map((days) => addDays(day, days)),
  );
}

function addDays(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}
