import type { Account, AccountStore } from '../../people/index.ts';
import type { Seal, SealContext, SealedValue } from '../seal/index.ts';
import { anything, defineCollection } from './collection.ts';
import type { Database } from './connect.ts';
import { openDocuments } from './documents.ts';

type AccountDocument = Omit<Account, 'id' | 'totpSecret'> & {
  readonly _id: string;
  readonly v: number;
  readonly totpSecret?: SealedValue;
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
  },
  [[{ username: 1 }, { unique: true }]],
);

export function createAccountStore(database: Database, seal: Seal): AccountStore {
  const accounts = openDocuments(database, accountCollection);

  function toDocument({ id, totpSecret, ...account }: Account): AccountDocument {
    return {
      _id: id,
      v: 1,
      ...account,
      ...(totpSecret !== undefined && { totpSecret: seal.seal(totpSecret, toTotpContext(id)) }),
    };
  }

  function toAccount({ _id, v, totpSecret, ...account }: AccountDocument): Account {
    return {
      id: _id,
      ...account,
      ...(totpSecret !== undefined && { totpSecret: seal.open(totpSecret, toTotpContext(_id)) }),
    };
  }

  return {
    async find(id) {
      const document = await accounts.find(id);
      return document === undefined ? undefined : toAccount(document);
    },
    async findByUsername(username) {
      const document = await accounts.findOne({ username: { $eq: username } });
      return document === undefined ? undefined : toAccount(document);
    },
    insert: (account) => accounts.insert(toDocument(account)),
    save: (account) =>
      accounts.replace(
        { _id: { $eq: account.id }, version: { $eq: account.version } },
        toDocument({ ...account, version: account.version + 1 }),
      ),
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
