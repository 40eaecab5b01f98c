import type { AccountSession, AccountSessionStore } from '../../people/index.ts';
import { defineCollection } from './collection.ts';
import type { Database } from './connect.ts';
import { openDocuments } from './documents.ts';

type AccountSessionDocument = Omit<AccountSession, 'id'> & {
  readonly _id: string;
  readonly v: number;
};

export const accountSessionCollection = defineCollection<AccountSessionDocument>(
  'account_sessions',
  {
    accountId: { type: String, required: true },
    createdAt: { type: Date, required: true },
    lastSeenAt: { type: Date, required: true },
    expiresAt: { type: Date, required: true },
  },
  [[{ accountId: 1 }]],
);

export function createAccountSessionStore(database: Database): AccountSessionStore {
  const sessions = openDocuments(database, accountSessionCollection);
  return {
    async insert({ id, ...session }) {
      // A sign-in is the moment to forget the account's sessions that ran out.
      await sessions.remove({
        accountId: { $eq: session.accountId },
        expiresAt: { $lt: session.createdAt },
      });
      await sessions.insert({ _id: id, v: 1, ...session });
    },
    async find(id) {
      const document = await sessions.find(id);
      return document === undefined ? undefined : toSession(document);
    },
    async touch(id, lastSeenAt) {
      await sessions.update({ _id: { $eq: id } }, { $set: { lastSeenAt } });
    },
    remove: (id) => sessions.remove({ _id: { $eq: id } }),
    removeAllOf: (accountId) => sessions.remove({ accountId: { $eq: accountId } }),
  };
}

function toSession({ _id, v, ...session }: AccountSessionDocument): AccountSession {
  return { id: _id, ...session };
}
