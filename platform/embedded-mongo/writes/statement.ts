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

/** One insert as a command asks for it. */
export interface Insert {
  readonly kind: 'insert';
  readonly namespace: string;
  readonly document: Document;
}

/** One update or delete as a command asks for it. */
export interface Change extends QueryRequest {
  readonly kind: 'update' | 'delete';
  readonly namespace: string;
  readonly multi?: boolean | undefined;
  readonly update?: Update | undefined;
  readonly upsert?: boolean | undefined;
  readonly arrayFilters?: readonly Document[] | undefined;
}

/** What became of a write, with the last document that it changed or removed. */
export interface Outcome {
  readonly matched: number;
  readonly changed: number;
  readonly before?: Document;
  readonly after?: Document;
  readonly upserted?: Document;
  readonly error?: MongoError;
}

export const NOTHING: Outcome = { matched: 0, changed: 0 };

/** A compiled change: what it looks for, and what it does with a match or without any. */
export interface Statement {
  readonly namespace: string;
  readonly query: Query;
  readonly isMulti: boolean;
  readonly change: (collection: Collection, stored: Stored) => Outcome;
  readonly otherwise?: () => Outcome;
}

/** Compiles an update or a delete. */
export function compileWrite(engine: Engine, write: Change): Statement {
  const { kind, namespace, filter, update, arrayFilters, multi: isMulti = false } = write;
  const query = compileQuery(write);
  const statement = { namespace, query, isMulti };
  if (kind === 'delete') {
    const change = (collection: Collection, stored: Stored): Outcome => {
      engine.documents.remove(collection, stored);
      return { matched: 1, changed: 1, before: stored.document };
    };
    return { ...statement, change };
  }
  if (update === undefined) throw failedToParse('an update must be an object or an array');
  const isReplacement = isDocument(update) && !isOperatorUpdate(update);
  if (isMulti && (isReplacement || write.sort !== undefined)) {
    throw failedToParse('an update of many takes neither a replacement nor a sort');
  }
  const options = { ...query.options, now: write.now, arrayFilters, filter };
  const apply = compileUpdate(update, options);
  const change = (collection: Collection, stored: Stored): Outcome => {
    const before = stored.document;
    const after = apply(before);
    if (after === before) return { matched: 1, changed: 0, before, after };
    engine.documents.replace(collection, stored, after, encodeStored(after));
    return { matched: 1, changed: 1, before, after };
  };
  if (write.upsert !== true) return { ...statement, change };
  const otherwise = (): Outcome => {
    const upserted = buildUpsert(filter, update, options);
    insert(engine, namespace, upserted);
    return { ...NOTHING, upserted };
  };
  return { ...statement, change, otherwise };
}

/** Inserts a document, with an `_id` as its first field. */
export function runInsert(engine: Engine, { namespace, document }: Insert): Outcome {
  const { _id = new ObjectId(), ...rest } = document;
  const isFirst = Object.keys(document)[0] === '_id';
  insert(engine, namespace, isFirst ? document : { _id, ...rest });
  return { matched: 1, changed: 1 };
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
