import type { Session, SessionStore } from '../../bot/index.ts';
import type { Seal, SealContext, SealedValue } from '../seal/index.ts';
import { anything, defineCollection, openCollection } from './collection.ts';
import type { Database } from './connect.ts';
import { isDuplicateKey } from './insert-each.ts';

type SessionDocument<State> = Omit<Session<State>, 'personId'> & {
  /** The person's id. */
  readonly _id: string;
  readonly v: number;
  readonly leaseOwner?: string;
  readonly leaseUntil: Date;
  /** The state as JSON, of a person whose matter lies sealed; `state` is then absent. */
  readonly sealedState?: SealedValue;
};

export const sessionCollection = defineCollection<SessionDocument<unknown>>('sessions', {
  version: { type: Number, required: true },
  language: { type: String, required: true },
  manner: String,
  lastMessageId: String,
  movedTo: String,
  state: anything,
  sealedState: anything,
  leaseOwner: String,
  leaseUntil: { type: Date, required: true },
});

const released = new Date(0);

/** Keeps the sessions of people whose matter lies sealed sealed: half of an exchange may name the unit. */
export type SessionVeil = {
  readonly isSealed: (personId: string) => Promise<boolean>;
  readonly seal: Seal;
};

/** `createState` makes the state of a person who writes for the first time. */
export function createSessionStore<State>(
  database: Database,
  createState: () => State,
  veil?: SessionVeil,
): SessionStore<State> {
  const collection = openCollection<SessionDocument<State>>(database, {
    name: sessionCollection.name,
  });
  const stored = openCollection(database, sessionCollection);

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
        return document === null ? undefined : toSession(document, veil);
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
      const rest = {
        language,
        ...(manner !== undefined && { manner }),
        ...(lastMessageId !== undefined && { lastMessageId }),
      };
      const next = { ...rest, state };
      const kept = await toKept(personId, state, veil);
      const { matchedCount } = await stored.updateOne(
        { _id: { $eq: personId }, version: { $eq: version }, leaseOwner: { $eq: owner } },
        lease === 'release'
          ? {
              $set: { ...rest, ...kept.set, leaseUntil: released },
              $unset: { leaseOwner: '', ...kept.unset },
              $inc: { version: 1 },
            }
          : { $set: { ...rest, ...kept.set }, $unset: kept.unset, $inc: { version: 1 } },
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
      return document === null ? undefined : toSession(document, veil);
    },
  };
}

async function toKept(personId: string, state: unknown, veil: SessionVeil | undefined) {
  if (veil === undefined || !(await veil.isSealed(personId))) {
    return { set: { state }, unset: { sealedState: '' } } as const;
  }
  const sealedState = veil.seal.seal(JSON.stringify(state), toSessionContext(personId));
  return { set: { sealedState }, unset: { state: '' } } as const;
}

function toSession<State>(
  document: SessionDocument<State>,
  veil: SessionVeil | undefined,
): Session<State> {
  const { _id, v, leaseOwner, leaseUntil, sealedState, ...session } = document;
  if (sealedState === undefined || veil === undefined) return { personId: _id, ...session };
  const state: State = JSON.parse(veil.seal.open(sealedState, toSessionContext(_id)));
  return { personId: _id, ...session, state };
}

export function toSessionContext(personId: string): SealContext {
  return { collection: 'sessions', field: 'sealedState', id: personId };
}

/** Seals what an exchange left behind; a turn that is under way saves its own. Safe to repeat. */
export async function sealSession(database: Database, seal: Seal, personId: string): Promise<void> {
  const sessions = openCollection(database, sessionCollection);
  const found = await sessions.findOne({ _id: { $eq: personId } });
  if (found === null || found.sealedState !== undefined || found.state === undefined) return;
  const sealedState = seal.seal(JSON.stringify(found.state), toSessionContext(personId));
  await sessions.updateOne(
    { _id: { $eq: personId }, version: { $eq: found.version } },
    { $set: { sealedState }, $unset: { state: '' } },
  );
}
