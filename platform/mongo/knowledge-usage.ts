import type { UseCount, UsageStore } from '../../knowledge/index.ts';
import { defineCollection, openCollection } from './collection.ts';
import type { Database } from './connect.ts';
import { openDocuments } from './documents.ts';

type HitDocument = {
  /** `entry@version` */
  readonly _id: string;
  readonly v: number;
  readonly hits: number;
  readonly lastUsedAt: Date;
};

export const hitCollection = defineCollection<HitDocument>('knowledge_hits', {
  hits: { type: Number, required: true },
  lastUsedAt: { type: Date, required: true },
});

type VoteDocument = {
  /** The message that said it. */
  readonly _id: string;
  readonly v: number;
  readonly source: string;
  readonly isHelpful: boolean;
  readonly at: Date;
};

export const voteCollection = defineCollection<VoteDocument>(
  'knowledge_votes',
  {
    source: { type: String, required: true },
    isHelpful: { type: Boolean, required: true },
    at: { type: Date, required: true },
  },
  [[{ source: 1, isHelpful: 1 }]],
);

type VoteCount = {
  readonly _id: string;
  readonly helpful: number;
  readonly unhelpful: number;
};

export function createUsageStore(database: Database): UsageStore {
  const hits = openCollection(database, hitCollection);
  const votes = openDocuments(database, voteCollection);
  return {
    async addHits(counted) {
      if (counted.length === 0) return;
      const updates = counted.map(({ source, hits: count, lastUsedAt }) => ({
        updateOne: {
          filter: { _id: { $eq: source } },
          update: { $inc: { hits: count }, $max: { lastUsedAt }, $setOnInsert: { v: 1 } },
          upsert: true,
        },
      }));
      await hits.bulkWrite(updates, { ordered: false });
    },
    async vote({ id, ...vote }) {
      await votes.insert({ _id: id, v: 1, ...vote });
    },
    async list() {
      const [used, voted] = await Promise.all([hits.find().toArray(), countVotes(database)]);
      const counts = new Map<string, UseCount>();
      for (const { _id: source, hits: count, lastUsedAt } of used) {
        counts.set(source, { source, hits: count, lastUsedAt, helpful: 0, unhelpful: 0 });
      }
      for (const { _id: source, helpful, unhelpful } of voted) {
        counts.set(source, { hits: 0, ...counts.get(source), source, helpful, unhelpful });
      }
      return [...counts.values()];
    },
  };
}

function countVotes(database: Database): Promise<readonly VoteCount[]> {
  const stage = { _id: '$source', helpful: countWhen(true), unhelpful: countWhen(false) };
  return openCollection(database, voteCollection)
    .aggregate<VoteCount>([{ $group: stage }])
    .toArray();
}

function countWhen(isHelpful: boolean) {
  return { $sum: { $cond: [{ $eq: ['$isHelpful', isHelpful] }, 1, 0] } };
}
