import { defineCollection, openCollection } from './collection.ts';
import type { Database } from './connect.ts';

type EndedSessionDocument = {
  /** HMAC of the session's id. */
  readonly _id: string;
  readonly v: number;
  /** When the last token of the session runs out, and with it the need for this record. */
  readonly until: Date;
};

export const endedSessionCollection = defineCollection<EndedSessionDocument>(
  'ended_sessions',
  { until: { type: Date, required: true } },
  [[{ until: 1 }]],
);

/** Sessions of the web chat that people ended before their tokens ran out. */
export type EndedSessionStore = {
  readonly isEnded: (sessionHash: string) => Promise<boolean>;
  /** Idempotent. Takes records away whose tokens have all run out. */
  readonly end: (sessionHash: string, until: Date) => Promise<void>;
};

export function createEndedSessionStore(database: Database, now: () => Date): EndedSessionStore {
  const collection = openCollection(database, endedSessionCollection);
  return {
    async isEnded(sessionHash) {
      return (await collection.findOne({ _id: { $eq: sessionHash } })) !== null;
    },
    async end(sessionHash, until) {
      await collection.updateOne(
        { _id: { $eq: sessionHash } },
        { $set: { until }, $setOnInsert: { v: 1 } },
        { upsert: true },
      );
      await collection.deleteMany({ until: { $lt: now() } });
    },
  };
}
