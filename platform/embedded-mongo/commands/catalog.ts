import { badValue, MongoError } from '../errors.ts';
import { compileFilter, isDocument } from '../query/index.ts';
import { buildIndex } from '../storage/build-index.ts';
import type { Catalog } from '../storage/catalog.ts';
import type { Collection, Index } from '../storage/collection.ts';
import type { Document } from '../types.ts';
import { command, namespaceOf, type Request } from './command.ts';
import { listResults } from './cursors.ts';
import { type Args, as, each, type Fields, need, readFields } from './fields.ts';
import { checkTtl, isThere, toIndexSpec } from './index-spec.ts';

const ID_INDEX = { v: 2, key: { _id: 1 }, name: '_id_' };

/** A command that changes the catalog, in one write. */
function changing<F extends Fields>(
  fields: F,
  change: (catalog: Catalog, request: Request, args: Args<F>) => Document,
) {
  return command(fields, (args, request) => {
    const { store, catalog } = request.engine;
    return store.write(() => change(catalog, request, args));
  });
}

/** Makes a collection; as in MongoDB since 7.0 it is no error when it is there already. */
const create = changing({}, (catalog, request) => {
  const namespace = namespaceOf(request);
  if (catalog.find(namespace) === undefined) catalog.create(namespace);
  return { ok: 1 };
});

const drop = changing({}, (catalog, request) => {
  const ns = namespaceOf(request);
  const collection = catalog.find(ns);
  if (collection !== undefined) catalog.drop(collection);
  return { ns, ok: 1 };
});

const dropDatabase = changing({}, (catalog, request) => {
  for (const collection of collectionsOf(request)) catalog.drop(collection);
  return { dropped: request.database, ok: 1 };
});

function collectionsOf({ engine, database }: Request): Collection[] {
  const all = engine.catalog.all().filter(({ namespace }) => namespace.startsWith(`${database}.`));
  return all.toSorted((a, b) => (a.namespace < b.namespace ? -1 : 1));
}

const listCollections = command(
  {
    ...each(as.object, 'filter', 'cursor'),
    ...each(as.taken, 'nameOnly', 'authorizedCollections'),
  },
  ({ filter = {}, cursor }, request) => {
    const names = collectionsOf(request).map(({ namespace }) => {
      return namespace.slice(request.database.length + 1);
    });
    const rest = { type: 'collection', options: {}, info: { readOnly: false } };
    const documents = names.map((name) => ({ name, ...rest })).filter(compileFilter(filter));
    return replyList(request, `${request.database}.$cmd.listCollections`, documents, cursor);
  },
);

function replyList(
  { cursors, turn }: Request,
  namespace: string,
  documents: readonly Document[],
  cursor: Document = {},
): Promise<Buffer> {
  const options = readFields('cursor', cursor, { batchSize: as.count });
  return cursors.first(namespace, listResults(documents), turn, options);
}

const listDatabases = command(
  { filter: as.object, ...each(as.taken, 'nameOnly', 'authorizedDatabases') },
  ({ filter = {} }, { engine, database }) => {
    if (database !== 'admin') throw new MongoError('Unauthorized', 'run it on the admin database');
    const names = engine.catalog.all().map(({ namespace }) => namespace.split('.', 1)[0] ?? '');
    const all = [...new Set(names)].toSorted().map((name) => ({ name }));
    return { databases: all.filter(compileFilter(filter)), ok: 1 };
  },
);

const createIndexes = command(
  { indexes: as.objects, commitQuorum: as.taken },
  async ({ indexes = [] }, request) => {
    const { engine, turn } = request;
    const namespace = namespaceOf(request);
    if (indexes.length === 0) throw badValue('Must specify at least one index to create');
    for (const spec of indexes.filter(({ key }) => !isIdKey(key)).map(toIndexSpec)) {
      await engine.oneBuild(async () => {
        const collection = engine.catalog.find(namespace);
        const isBuilt = collection !== undefined && isThere(collection, spec);
        if (!isBuilt) await buildIndex(engine, { namespace, spec }, turn);
      });
    }
    return { ok: 1 };
  },
);

const listIndexes = command({ cursor: as.object }, ({ cursor }, request) => {
  const { namespace, indexes } = findCollection(request);
  const ready = indexes.filter(({ isBuilding }) => !isBuilding).map(({ spec }) => spec);
  return replyList(request, namespace, [ID_INDEX, ...ready], cursor);
});

const dropIndexes = changing({ index: as.any }, (catalog, request, { index: wanted }) => {
  const collection = findCollection(request);
  const { indexes } = collection;
  const names: unknown[] = Array.isArray(wanted) ? wanted : [wanted];
  const dropped = wanted === '*' ? indexes : names.map((one) => findIndex(indexes, one));
  for (const index of dropped) catalog.dropIndex(collection, index);
  return { nIndexesWas: indexes.length + 1, ok: 1 };
});

/** Changes the lifetime of a TTL index; nothing else of a collection can be changed. */
const collMod = changing({ index: as.object }, (catalog, request, { index: change }) => {
  const collection = findCollection(request);
  if (change === undefined) return { ok: 1 };
  const known = { name: as.text, keyPattern: as.object, expireAfterSeconds: as.any };
  const { name, keyPattern, ...to } = readFields('collMod.index', change, known);
  const index = findIndex(collection.indexes, name ?? keyPattern);
  const { expireAfterSeconds: old } = index;
  const seconds = checkTtl(need(to.expireAfterSeconds, 'expireAfterSeconds'), index.key);
  catalog.changeIndex(collection, index, { spec: { ...index.spec, expireAfterSeconds: seconds } });
  const before = old !== undefined && { expireAfterSeconds_old: old };
  return { ...before, expireAfterSeconds_new: seconds, ok: 1 };
});

function findCollection(request: Request): Collection {
  const namespace = namespaceOf(request);
  const collection = request.engine.catalog.find(namespace);
  if (collection !== undefined) return collection;
  throw new MongoError('NamespaceNotFound', `ns does not exist: ${namespace}`);
}

function isIdKey(key: unknown): boolean {
  return isDocument(key) && Object.keys(key).join() === '_id';
}

function findIndex(indexes: readonly Index[], wanted: unknown): Index {
  const isId = wanted === '_id_' || isIdKey(wanted);
  if (isId) throw new MongoError('InvalidOptions', 'the index on _id stays as it is');
  const key = JSON.stringify(wanted);
  const found = indexes.find((one) => one.name === wanted || JSON.stringify(one.key) === key);
  if (found !== undefined) return found;
  throw new MongoError('IndexNotFound', `index not found with name or key ${key}`);
}

const collections = { create, drop, dropDatabase, listCollections, listDatabases };
export const CATALOG = { ...collections, createIndexes, listIndexes, dropIndexes, collMod };
