import {
  compareArticleNumbers,
  type Article,
  type StatuteDates,
  type StatuteStore,
  type StatuteVersion,
} from '../../knowledge/index.ts';
import { anything, defineCollection, openCollection } from './collection.ts';
import type { Database } from './connect.ts';
import { insertEach } from './insert-each.ts';

type VersionDocument = Omit<StatuteVersion, 'id'> & {
  readonly _id: string;
  readonly v: number;
  /** When it became visible or its dates changed. */
  readonly changedAt: Date;
};

type ArticleDocument = Omit<Article, 'id'> & { readonly _id: string; readonly v: number };

export const statuteCollection = defineCollection<VersionDocument>(
  'statutes',
  {
    title: { type: String, required: true },
    adoptedOn: anything,
    inForceFrom: anything,
    inForceTo: anything,
    checkedThrough: { type: String, required: true },
    stale: String,
    acts: [String],
    repeals: [anything],
    articles: { type: Number, required: true },
    digest: { type: String, required: true },
    isWhole: { type: Boolean, required: true },
    changedAt: { type: Date, required: true },
  },
  [[{ title: 1 }], [{ changedAt: 1 }]],
);

export const articleCollection = defineCollection<ArticleDocument>(
  'articles',
  {
    versionId: { type: String, required: true },
    number: { type: String, required: true },
    label: { type: String, required: true },
    chapter: String,
    text: { type: String, required: true },
  },
  [[{ versionId: 1 }]],
);

/** Through the driver: an import writes articles by the thousand, and casting each costs more than the write. */
export function createStatuteStore(database: Database, now: () => Date): StatuteStore {
  const versions = openCollection(database, statuteCollection);
  const articles = openCollection(database, articleCollection);

  async function isWhole(versionId: string): Promise<boolean> {
    const filter = { _id: { $eq: versionId }, isWhole: { $eq: true } };
    return (await versions.findOne(filter, { projection: { _id: 1 } })) !== null;
  }

  return {
    async listVersions(title) {
      const found = versions.find({
        isWhole: { $eq: true },
        ...(title === undefined ? {} : { title: { $eq: title } }),
      });
      return (await found.sort({ _id: 1 }).toArray()).map(toVersion);
    },
    async findArticle(versionId, number) {
      if (!(await isWhole(versionId))) return undefined;
      const found = await articles.findOne({
        versionId: { $eq: versionId },
        _id: { $eq: `${versionId}:${number}` },
      });
      return found === null ? undefined : toArticle(found);
    },
    async listArticles(versionId) {
      if (!(await isWhole(versionId))) return [];
      const found = await articles.find({ versionId: { $eq: versionId } }).toArray();
      return found.map(toArticle).toSorted((a, b) => compareArticleNumbers(a.number, b.number));
    },
    async changedSince(time) {
      const found = versions.find({ isWhole: { $eq: true }, changedAt: { $gte: time } });
      const documents = await found.sort({ changedAt: 1, _id: 1 }).toArray();
      return documents.map((document) => ({
        version: toVersion(document),
        changedAt: document.changedAt,
      }));
    },
    async begin(version) {
      const held = await versions.findOne({ _id: { $eq: version.id } });
      if (held?.isWhole === true) throw new Error('a whole version is not begun again');
      if (held !== null && held.digest !== version.digest) {
        await articles.deleteMany({ versionId: { $eq: version.id } });
      }
      const { id, ...fields } = version;
      await versions.replaceOne(
        { _id: { $eq: id }, isWhole: { $eq: false } },
        { v: 1, ...fields, isWhole: false, changedAt: now() },
        { upsert: true },
      );
    },
    async addArticles(batch) {
      const inserted = await insertEach(
        articles,
        batch.map(({ id, ...article }) => ({ _id: id, v: 1, ...article })),
      );
      for (const result of inserted) if (result.kind === 'failed') throw result.error;
    },
    async finish(versionId) {
      await versions.updateOne(
        { _id: { $eq: versionId }, isWhole: { $eq: false } },
        { $set: { isWhole: true, changedAt: now() } },
      );
    },
    async setDates(versionId, dates) {
      await versions.updateOne(
        { _id: { $eq: versionId } },
        { $set: { ...listKnown(dates), changedAt: now() }, $unset: listUnknown(dates) },
      );
    },
  };
}

const mayBeAbsent = ['inForceFrom', 'inForceTo', 'stale'] as const;

function listKnown(dates: StatuteDates): Partial<StatuteVersion> {
  return Object.fromEntries(Object.entries(dates).filter(([, value]) => value !== undefined));
}

function listUnknown(dates: StatuteDates): { [Name in (typeof mayBeAbsent)[number]]?: '' } {
  return Object.fromEntries(
    mayBeAbsent.filter((name) => dates[name] === undefined).map((name) => [name, '']),
  );
}

function toVersion({ _id, v, changedAt, ...version }: VersionDocument): StatuteVersion {
  return { id: _id, ...version };
}

function toArticle({ _id, v, ...article }: ArticleDocument): Article {
  return { id: _id, ...article };
}
