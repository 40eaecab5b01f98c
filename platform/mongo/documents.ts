import { openModel, type Collection, type Stored } from './collection.ts';
import type { Database } from './connect.ts';
import { isDuplicateKey } from './insert-each.ts';

/** A condition names its operator, so that a value from outside can never become one. */
type Condition = { readonly [operator in `$${string}`]: unknown };

export type Filter<Doc> = { readonly [Field in keyof Doc]?: Condition } & {
  readonly [Path in `${Extract<keyof Doc, string>}.${string}`]?: Condition;
} & {
  readonly $and?: Filter<Doc>[];
  readonly $or?: Filter<Doc>[];
};

type Update<Doc> = {
  readonly $set?: Partial<Doc>;
  readonly $setOnInsert?: Partial<Doc>;
  readonly $unset?: { readonly [Field in keyof Doc]?: '' };
};

type Page<Doc> = {
  readonly sort?: { readonly [Field in keyof Doc]?: 1 | -1 };
  readonly skip?: number;
  readonly limit?: number;
};

/** A collection through its mongoose model: what is written is cast and validated, what is read is plain. */
export type Documents<Doc extends Stored> = {
  /** False when a unique key of the document is taken. */
  readonly insert: (document: Doc) => Promise<boolean>;
  readonly find: (id: Doc['_id']) => Promise<Doc | undefined>;
  readonly findOne: (filter: Filter<Doc>) => Promise<Doc | undefined>;
  readonly list: (filter: Filter<Doc>, page?: Page<Doc>) => Promise<readonly Doc[]>;
  readonly count: (filter: Filter<Doc>) => Promise<number>;
  /** Puts the document in the place of the one that the filter finds; false when there is none. */
  readonly replace: (filter: Filter<Doc>, document: Doc) => Promise<boolean>;
  /** Changes one; false when the filter finds none. */
  readonly update: (filter: Filter<Doc>, update: Update<Doc>) => Promise<boolean>;
  readonly findAndUpdate: (filter: Filter<Doc>, update: Update<Doc>) => Promise<Doc | undefined>;
  readonly remove: (filter: Filter<Doc>) => Promise<void>;
};

export function openDocuments<Doc extends Stored>(
  database: Database,
  collection: Collection<Doc>,
): Documents<Doc> {
  const model = openModel(database, collection);

  async function findOne(filter: Filter<Doc>): Promise<Doc | undefined> {
    return (await model.findOne(filter).lean<Doc | null>()) ?? undefined;
  }

  return {
    async insert(document) {
      try {
        await model.create(document);
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
    find: (id) =>
      model
        .findOne({ _id: { $eq: id } })
        .lean<Doc | null>()
        .then(toAbsent),
    findOne,
    list: (filter, page = {}) => model.find(filter, undefined, page).lean<readonly Doc[]>().exec(),
    count: (filter) => model.countDocuments(filter).exec(),
    async replace(filter, document) {
      const { matchedCount } = await model.replaceOne(filter, document);
      return matchedCount === 1;
    },
    async update(filter, update) {
      const { matchedCount } = await model.updateOne(filter, update);
      return matchedCount === 1;
    },
    findAndUpdate: (filter, update) =>
      model
        .findOneAndUpdate(filter, update, { returnDocument: 'after' })
        .lean<Doc | null>()
        .then(toAbsent),
    async remove(filter) {
      await model.deleteMany(filter);
    },
  };
}

function toAbsent<Doc>(document: Doc | null): Doc | undefined {
  return document ?? undefined;
}
