import { ObjectId } from 'bson';
import { encodeStored } from '../bson/encode.ts';
import { failedToParse, MongoError } from '../errors.ts';
import { compileQuery, type Query, type QueryRequest } from '../planner/query.ts';
import { buildUpsert, compileUpdate, isDocument, isOperatorUpdate } from '../query/index.ts';
import type { Update } from '../query/index.ts';
import type { Collection } from '../storage/collection.ts';
import type { Stored } from '../storage/documents.ts';
import type { Engine } from '../storage/engine.ts';
import type { Document } from '../types.ts';

/** One write as a command asks for it. */
export type Write =
  | { readonly kind: 'insert'; readonly namespace: string; readonly document: Document }
  | (Target & { readonly kind: 'delete' })
  | (Target & {
      readonly kind: 'update';
      readonly update: Update | undefined;
      readonly upsert?: boolean | undefined;
      readonly arrayFilters?: readonly Document[] | undefined;
    });

interface Target extends QueryRequest {
  readonly namespace: string;
  readonly multi?: boolean | undefined;
}

/** What a write did, with the last document that it changed or removed. */
export interface Effect {
  readonly matched: number;
  readonly changed: number;
  readonly before?: Document;
  readonly after?: Document;
  readonly upserted?: Document;
}

export const NOTHING: Effect = { matched: 0, changed: 0 };

/** A compiled write: what it looks for, and what it does with a match or without any. */
export interface Statement {
  readonly namespace: string;
  /** Absent when nothing is looked for. */
  readonly query?: Query;
  readonly isMulti: boolean;
  readonly change: (collection: Collection, stored: Stored) => Effect;
  readonly otherwise?: () => Effect;
}

/** Compiles a write. */
export function compileWrite(engine: Engine, write: Write): Statement {
  const { kind, namespace } = write;
  if (kind === 'insert') {
    const otherwise = (): Effect => {
      const { _id = new ObjectId(), ...rest } = write.document;
      const isFirst = Object.keys(write.document)[0] === '_id';
      insert(engine, namespace, isFirst ? write.document : { _id, ...rest });
      return { matched: 1, changed: 1 };
    };
    return { namespace, isMulti: false, change: () => NOTHING, otherwise };
  }
  const query = compileQuery(write);
  const statement = { namespace, query, isMulti: write.multi === true };
  if (kind === 'update') return { ...statement, ...compileChange(engine, write, query) };
  return {
    ...statement,
    change(collection, stored) {
      engine.documents.remove(collection, stored);
      return { matched: 1, changed: 1, before: stored.document };
    },
  };
}

function compileChange(
  engine: Engine,
  { namespace, filter, update, arrayFilters, now, ...write }: Write & { kind: 'update' },
  query: Query,
): Pick<Statement, 'change' | 'otherwise'> {
  if (update === undefined) throw failedToParse('an update must be an object or an array');
  const isReplacement = isDocument(update) && !isOperatorUpdate(update);
  if (write.multi === true && (isReplacement || write.sort !== undefined)) {
    throw failedToParse('an update of many takes neither a replacement nor a sort');
  }
  const options = { ...query.options, now, arrayFilters, filter };
  const apply = compileUpdate(update, options);
  return {
    change(collection, stored) {
      const before = stored.document;
      const after = apply(before);
      if (after === before) return { matched: 1, changed: 0, before, after };
      engine.documents.replace(collection, stored, after, encodeStored(after));
      return { matched: 1, changed: 1, before, after };
    },
    ...(write.upsert === true && {
      otherwise() {
        const upserted = buildUpsert(filter, update, options);
        insert(engine, namespace, upserted);
        return { ...NOTHING, upserted };
      },
    }),
  };
}

/** Inserts into a collection that is made when it is missing. */
function insert(engine: Engine, namespace: string, document: Document): void {
  const { _id: id } = document;
  if (Array.isArray(id)) throw new MongoError('InvalidIdField', "'_id' cannot be an array");
  if (isDocument(id) && Object.keys(id).some((field) => field.startsWith('$'))) {
    throw new MongoError('DollarPrefixedFieldName', "'_id' cannot have fields that start with $");
  }
  const bytes = encodeStored(document);
  const collection = engine.catalog.find(namespace) ?? engine.catalog.create(namespace);
  engine.documents.insert(collection, document, bytes);
}
