import type { Session, SessionStore } from '../../bot/index.ts';
import { anything, defineCollection, openCollection } from './collection.ts';
import type { Database } from './connect.ts';
import { isDuplicateKey } from './insert-each.ts';

type SessionDocument<State> = Omit<Session<State>, 'personId'> & {
  /** The person's id. */
  readonly _id: string;
  readonly v: number;
  readonly leaseOwner?: string;
  readonly leaseUntil: Date;
};

export const sessionCollection = defineCollection<SessionDocument<unknown>>('sessions', {
  version: { type: Number, required: true },
  language: { type: String, required: true },
  manner: String,
  lastMessageId: String,
  movedTo: String,
  state: anything,
  leaseOwner: String,
  leaseUntil: { type: Date, required: true },
});

const released = new Date(0);

/** `createState` makes the state of a person who writes for the first time. */
export function createSessionStore<State>(
  database: Database,
  createState: () => State,
): SessionStore<State> {
  const collection = openCollection<SessionDocument<State>>(database, {
    name: sessionCollection.name,
  });

  return {
    async lease(personId, owner, now, until) {
      try {
        const document = await collection.findOneAndUpdate(
          { _id: { $eq: personId }, leaseUntil: { $lte: now } },
          {
            $set: { leaseOwner: owner, leaseUntil: until },
            $setOnInsert: { v: 1, version: 0, language: 'zh-CN', state: createState() },
          },
          { upsert: true, returnDocument: 'after' },
        );
        return document === null ? undefined : toSession(document);
      } catch (error) {
        // The session is there and leased: the filter missed it, and the upsert met its key.
        if (isDuplicateKey(error)) return undefined;
        throw error;
      }
    },
    async renew(personId, owner, until) {
      const { matchedCount } = await collection.updateOne(
        { _id: { $eq: personId }, leaseOwner: { $eq: owner } },
        { $set: { leaseUntil: until } },
      );
      return matchedCount === 1;
    },
    async save({ personId, version, language, manner, lastMessageId, state }, owner, lease) {
      const next = {
        language,
        state,
        ...(manner !== undefined && { manner }),
        ...(lastMessageId !== undefined && { lastMessageId }),
      };
      const { matchedCount } = await collection.updateOne(
        { _id: { $eq: personId }, version: { $eq: version }, leaseOwner: { $eq: owner } },
        lease === 'release'
          ? {
              $set: { ...next, leaseUntil: released },
              $unset: { leaseOwner: '' },
              $inc: { version: 1 },
            }
          : { $set: next, $inc: { version: 1 } },
      );
      return matchedCount === 1 ? { personId, version: version + 1, ...next } : undefined;
    },
    async release(personId, owner) {
      await collection.updateOne(
        { _id: { $eq: personId }, leaseOwner: { $eq: owner } },
        { $set: { leaseUntil: released }, $unset: { leaseOwner: '' } },
      );
    },
    async find(personId) {
      const document = await collection.findOne({ _id: { $eq: personId } });
      return document === null ? undefined : toSession(document);
    },
  };
}

function toSession<State>(document: SessionDocument<State>): Session<State> {
  const { _id, v, leaseOwner, leaseUntil, ...session } = document;
  return { personId: _id, ...session };
}
