import { MongoError, failedToParse } from '../errors.ts';
import { encodeStored } from '../bson/encode.ts';
import { compileQuery, type Query } from '../planner/query.ts';
import {
  buildUpsert,
  compileUpdate,
  isDocument,
  isOperatorUpdate,
  type Update,
} from '../query/index.ts';
import type { Collection } from '../storage/collection.ts';
import type { Stored } from '../storage/documents.ts';
import type { Engine } from '../storage/engine.ts';
import type { Turn } from '../storage/turns.ts';
import type { Document } from '../types.ts';
import { changeMany, changeOne, changeOneNow, findNow, TOO_LONG } from './change.ts';

/** What one statement did. */
export interface Effect {
  readonly matched: number;
  readonly changed: number;
  readonly upsertedId?: unknown;
}

/** A compiled statement: made at once inside a running write, or in its own time. */
export interface Statement {
  /** TOO_LONG when the search is too long to be made inside a write; nothing was done then. */
  runNow(): Effect | typeof TOO_LONG;
  run(turn: Turn): Promise<Effect>;
}

export interface UpdateSpec {
  readonly filter: Document;
  readonly update: Update;
  readonly isMulti: boolean;
  readonly isUpsert: boolean;
  readonly arrayFilters?: readonly Document[] | undefined;
  readonly sort?: Document | undefined;
  readonly hint?: unknown;
  readonly collation?: unknown;
  readonly let?: Document | undefined;
}

const NOTHING: Effect = { matched: 0, changed: 0 };
const doNothing = (): Effect => NOTHING;

/** Compiles one update; `now` is what `$$NOW` and `$currentDate` stand for. */
export function compileUpdateStatement(
  engine: Engine,
  namespace: string,
  spec: UpdateSpec,
  now: Date,
): Statement {
  const { query, change, upsert } = compileChange(engine, namespace, spec, now);
  const changeAndCount = (collection: Collection, stored: Stored): Effect => {
    return { matched: 1, changed: change(collection, stored) === stored.document ? 0 : 1 };
  };
  const otherwise = (): Effect => {
    if (!spec.isUpsert) return NOTHING;
    return { matched: 0, changed: 0, upsertedId: upsert()['_id'] };
  };
  const changeIfNew = (collection: Collection, stored: Stored): boolean =>
    change(collection, stored) !== stored.document;
  return {
    runNow() {
      if (!spec.isMulti) return changeOneNow(engine, namespace, query, changeAndCount, otherwise);
      return changeManyNow(engine, namespace, query, changeIfNew, otherwise);
    },
    async run(turn) {
      if (!spec.isMulti)
        return changeOne(engine, namespace, query, turn, changeAndCount, otherwise);
      const effect = await changeMany(engine, namespace, query, turn, changeIfNew);
      return effect.matched === 0 && spec.isUpsert ? engine.store.write(otherwise) : effect;
    },
  };
}

/** Compiles one delete. */
export function compileDeleteStatement(
  engine: Engine,
  namespace: string,
  query: Query,
  isMulti: boolean,
): Statement {
  const remove = (collection: Collection, stored: Stored): true => {
    engine.documents.remove(collection, stored);
    return true;
  };
  const removeAndCount = (collection: Collection, stored: Stored): Effect => {
    engine.documents.remove(collection, stored);
    return { matched: 1, changed: 1 };
  };
  return {
    runNow: () =>
      isMulti
        ? changeManyNow(engine, namespace, query, remove, doNothing)
        : changeOneNow(engine, namespace, query, removeAndCount, doNothing),
    run: (turn) =>
      isMulti
        ? changeMany(engine, namespace, query, turn, remove)
        : changeOne(engine, namespace, query, turn, removeAndCount, doNothing),
  };
}

/** What an update does with one document, and with none. */
export interface CompiledChange {
  readonly query: Query;
  /** Stores the new document and gives it back; the same one when nothing changed. */
  readonly change: (collection: Collection, stored: Stored) => Document;
  /** Inserts the document that the filter and the update describe. */
  readonly upsert: () => Document;
}

/** Compiles the parts that update and findAndModify share. */
export function compileChange(
  engine: Engine,
  namespace: string,
  spec: UpdateSpec,
  now: Date,
): CompiledChange {
  const { filter, update, arrayFilters } = spec;
  const query = compileQuery({ ...spec, now });
  const options = { ...query.options, now, arrayFilters, filter };
  const isReplacement = isDocument(update) && !isOperatorUpdate(update);
  if (spec.isMulti && isReplacement && Object.keys(update).length > 0) throw noMultiReplacement();
  const apply = compileUpdate(update, options);
  return {
    query,
    change(collection, stored) {
      const document = apply(stored.document);
      if (document === stored.document) return document;
      engine.documents.replace(collection, stored, document, encodeStored(document));
      return document;
    },
    upsert() {
      const document = buildUpsert(filter, update, options);
      insertDocument(engine, namespace, document, encodeStored(document));
      return document;
    },
  };
}

function noMultiReplacement(): MongoError {
  return failedToParse('multi update is not supported for replacement-style update');
}

/** Inserts into a collection that is made when it is missing. */
export function insertDocument(
  engine: Engine,
  namespace: string,
  document: Document,
  bytes: Buffer,
): void {
  checkId(document['_id']);
  const collection = engine.catalog.find(namespace) ?? engine.catalog.create(namespace);
  engine.documents.insert(collection, document, bytes);
}

function checkId(id: unknown): void {
  if (isDocument(id)) {
    const dollar = Object.keys(id).find((field) => field.startsWith('$'));
    if (dollar === undefined) return;
    throw new MongoError(
      'DollarPrefixedFieldName',
      `_id fields may not contain '$'-prefixed fields: ${dollar}`,
    );
  }
  if (!Array.isArray(id)) return;
  throw new MongoError('InvalidIdField', "The '_id' value cannot be of type array");
}

function changeManyNow(
  engine: Engine,
  namespace: string,
  query: Query,
  change: (collection: Collection, stored: Stored) => boolean,
  otherwise: () => Effect,
): Effect | typeof TOO_LONG {
  const collection = engine.catalog.find(namespace);
  const found = findNow(engine, collection, query, true);
  if (found === TOO_LONG) return TOO_LONG;
  if (collection === undefined || found.length === 0) return otherwise();
  const changed = found.filter((stored) => change(collection, stored)).length;
  return { matched: found.length, changed };
}
