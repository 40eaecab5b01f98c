import type { Account, AccountStore } from '../../people/index.ts';
import type { SealContext, SealedValue, Secrets } from '../seal/index.ts';
import { anything, defineCollection } from './collection.ts';
import type { Database } from './connect.ts';
import { openDocuments, type Filter } from './documents.ts';
import { isDuplicateKey } from './insert-each.ts';

type AccountDocument = Omit<Account, 'id' | 'totpSecret' | 'wecomUserId'> & {
  readonly _id: string;
  readonly v: number;
  readonly totpSecret?: SealedValue;
  readonly wecomUserId?: SealedValue;
  /** The digests of the member's id under every key that was live when it was linked. */
  readonly wecomIndexes?: readonly string[];
};

export const accountCollection = defineCollection<AccountDocument>(
  'accounts',
  {
    version: { type: Number, required: true },
    username: { type: String, required: true },
    name: { type: String, required: true },
    roles: [String],
    passwordHash: { type: String, required: true },
    mustChangePassword: { type: Boolean, required: true },
    totpSecret: anything,
    totpUsedStep: Number,
    disabledAt: Date,
    wecomUserId: anything,
    wecomIndexes: { type: [String], default: undefined },
    wecomCodeHash: String,
    wecomCodeUntil: Date,
    unitId: String,
    scope: anything,
    leaves: anything,
    recusals: anything,
  },
  [
    [{ username: 1 }, { unique: true }],
    [{ wecomIndexes: 1 }, { unique: true, sparse: true }],
    [{ wecomCodeHash: 1 }, { sparse: true }],
  ],
);

export function createAccountStore(database: Database, secrets: Secrets): AccountStore {
  const accounts = openDocuments(database, accountCollection);

  function toDocument({ id, totpSecret, wecomUserId, ...account }: Account): AccountDocument {
    return {
      _id: id,
      v: 1,
      ...account,
      ...(totpSecret !== undefined && { totpSecret: secrets.seal(totpSecret, toTotpContext(id)) }),
      ...(wecomUserId !== undefined && {
        wecomUserId: secrets.seal(wecomUserId, toWecomContext(id)),
        wecomIndexes: listWecomIndexes(secrets, wecomUserId),
      }),
    };
  }

  function toAccount(document: AccountDocument): Account {
    const { _id, v, totpSecret, wecomUserId, wecomIndexes, ...account } = document;
    return {
      id: _id,
      ...account,
      ...(totpSecret !== undefined && { totpSecret: secrets.open(totpSecret, toTotpContext(_id)) }),
      ...(wecomUserId !== undefined && {
        wecomUserId: secrets.open(wecomUserId, toWecomContext(_id)),
      }),
    };
  }

  async function findOne(filter: Filter<AccountDocument>): Promise<Account | undefined> {
    const document = await accounts.findOne(filter);
    return document === undefined ? undefined : toAccount(document);
  }

  return {
    async find(id) {
      const document = await accounts.find(id);
      return document === undefined ? undefined : toAccount(document);
    },
    findByUsername: (username) => findOne({ username: { $eq: username } }),
    findByWecomUserId: (userId) =>
      findOne({ wecomIndexes: { $in: [...listWecomIndexes(secrets, userId)] } }),
    findByWecomCode: (hash) => findOne({ wecomCodeHash: { $eq: hash } }),
    insert: (account) => accounts.insert(toDocument(account)),
    async save(account) {
      const seen = { _id: { $eq: account.id }, version: { $eq: account.version } };
      try {
        return await accounts.replace(
          seen,
          toDocument({ ...account, version: account.version + 1 }),
        );
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
    async list() {
      const documents = await accounts.list({}, { sort: { username: 1 } });
      return documents.map(toAccount);
    },
    count: () => accounts.count({}),
  };
}

export function toTotpContext(id: string): SealContext {
  return { collection: 'accounts', field: 'totpSecret', id };
}

export function toWecomContext(id: string): SealContext {
  return { collection: 'accounts', field: 'wecomUserId', id };
}

/** The digests of a member's id, under the current key first. */
export function listWecomIndexes({ digests }: Pick<Secrets, 'digests'>, userId: string) {
  return digests.digestAll('address-index', 'staff-wecom', userId.toLowerCase());
}
