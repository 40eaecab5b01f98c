import type { StreamCursors } from '../../bot/index.ts';
import { defineCollection, openCollection } from './collection.ts';
import type { Database } from './connect.ts';

type KfAccountDocument = {
  /** The customer-service account's id at the platform. */
  readonly _id: string;
  readonly v: number;
  /** How far its stream was read; absent before the first page, and after the platform lost it. */
  readonly cursor?: string;
};

export const kfAccountCollection = defineCollection<KfAccountDocument>('kf_accounts', {
  cursor: String,
});

/** How far the stream of each customer-service account was read. */
export function createKfCursorStore(database: Database): StreamCursors {
  const collection = openCollection(database, kfAccountCollection);
  const noted = new Set<string>();

  async function note(openKfId: string): Promise<void> {
    if (noted.has(openKfId)) return;
    await collection.updateOne(
      { _id: { $eq: openKfId } },
      { $setOnInsert: { v: 1 } },
      { upsert: true },
    );
    noted.add(openKfId);
  }

  return {
    note,
    async list() {
      const documents = await collection.find({}, { projection: { _id: 1 } }).toArray();
      return documents.map(({ _id }) => _id);
    },
    async find(openKfId) {
      const document = await collection.findOne({ _id: { $eq: openKfId } });
      return document?.cursor;
    },
    async advance(openKfId, from, to) {
      await note(openKfId);
      const { matchedCount } = await collection.updateOne(
        {
          _id: { $eq: openKfId },
          cursor: from === undefined ? { $exists: false } : { $eq: from },
        },
        to === undefined ? { $unset: { cursor: '' } } : { $set: { cursor: to } },
      );
      return matchedCount === 1;
    },
  };
}
