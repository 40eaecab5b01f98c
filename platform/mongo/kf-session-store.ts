import type { Digests } from '../seal/index.ts';
import { defineCollection, openCollection } from './collection.ts';
import type { Database } from './connect.ts';

type KfSessionDocument = {
  /** HMAC of the customer. */
  readonly _id: string;
  readonly v: number;
  /** When the platform ends a session of which nothing more is heard. */
  readonly until: Date;
};

export const kfSessionCollection = defineCollection<KfSessionDocument>(
  'kf_sessions',
  { until: { type: Date, required: true } },
  [[{ until: 1 }]],
);

/** Customers whose session a servicer has, or will have. */
export type KfSessionStore = {
  readonly isWithPerson: (userId: string, at: Date) => Promise<boolean>;
  readonly save: (userId: string, isWithPerson: boolean, at: Date) => Promise<void>;
};

const sessionMs = 48 * 3_600_000;

export function createKfSessionStore(database: Database, digests: Digests): KfSessionStore {
  const collection = openCollection(database, kfSessionCollection);
  const toId = (userId: string): string => digests.shortDigest('event-id', 'kf-session', userId);
  return {
    async isWithPerson(userId, at) {
      const session = { _id: { $eq: toId(userId) }, until: { $gt: at } };
      return (await collection.findOne(session)) !== null;
    },
    async save(userId, isWithPerson, at) {
      const _id = { $eq: toId(userId) };
      if (!isWithPerson) {
        await collection.deleteOne({ _id });
        return;
      }
      const until = new Date(at.getTime() + sessionMs);
      await collection.updateOne(
        { _id },
        { $set: { until }, $setOnInsert: { v: 1 } },
        { upsert: true },
      );
      await collection.deleteMany({ until: { $lte: at } });
    },
  };
}
