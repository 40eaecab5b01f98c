import { MongoError, notSupported } from '../errors.ts';
import { isDocument } from '../query/index.ts';
import { buildIndex } from '../storage/build-index.ts';
import type { Collection, Index } from '../storage/collection.ts';
import type { Document } from '../types.ts';
import { listResults, takeBatchSize } from './collections.ts';
import { checkTtl, isThere, toIndexSpec } from './index-spec.ts';
import { replyFirstBatch } from './read.ts';
import {
  takeDocument,
  takeDocuments,
  takeNamespace,
  type Command,
  type Request,
} from './request.ts';

const ID_INDEX = { v: 2, key: { _id: 1 }, name: '_id_' };

export const createIndexes: Command = {
  fields: ['indexes', 'commitQuorum'],
  async run(request) {
    const { engine, body, turn } = request;
    const namespace = takeNamespace(request);
    const given = takeDocuments(body, 'indexes');
    if (given.length === 0)
      throw new MongoError('BadValue', 'Must specify at least one index to create');
    const specs = given.filter((spec) => !isIdIndex(spec)).map(toIndexSpec);
    const existing = engine.catalog.find(namespace);
    const before = (existing?.indexes.length ?? 0) + 1;
    let built = 0;
    for (const spec of specs) {
      built += await engine.oneBuild(async () => {
        const collection = engine.catalog.find(namespace);
        if (collection !== undefined && isThere(collection, spec)) return 0;
        await buildIndex(engine, { namespace, spec }, turn);
        return 1;
      });
    }
    return {
      numIndexesBefore: before,
      numIndexesAfter: before + built,
      createdCollectionAutomatically: existing === undefined,
      ...(built === 0 && { note: 'all indexes already exist' }),
      ok: 1,
    };
  },
};

function isIdIndex({ key }: Document): boolean {
  return isDocument(key) && Object.keys(key).length === 1 && '_id' in key;
}

function demandCollection(request: Request): Collection {
  const namespace = takeNamespace(request);
  const collection = request.engine.catalog.find(namespace);
  if (collection !== undefined) return collection;
  throw new MongoError('NamespaceNotFound', `ns does not exist: ${namespace}`);
}

export const listIndexes: Command = {
  fields: ['cursor'],
  run(request) {
    const { namespace, indexes } = demandCollection(request);
    const ready = indexes.filter(({ isBuilding }) => !isBuilding).map(({ spec }) => spec);
    return replyFirstBatch(
      request,
      namespace,
      listResults([ID_INDEX, ...ready]),
      takeBatchSize(request.body),
    );
  },
};

export const dropIndexes: Command = {
  fields: ['index'],
  async run(request) {
    const { engine, body } = request;
    return engine.store.write(() => {
      const collection = demandCollection(request);
      const nIndexesWas = collection.indexes.length + 1;
      for (const index of selectIndexes(collection, body['index'])) {
        engine.catalog.dropIndex(collection, index);
      }
      return { nIndexesWas, ok: 1 };
    });
  },
};

function selectIndexes({ indexes }: Collection, wanted: unknown): Index[] {
  if (wanted === '*') return indexes;
  if (Array.isArray(wanted)) return wanted.map((one: unknown) => selectIndex(indexes, one));
  return [selectIndex(indexes, wanted)];
}

function selectIndex(indexes: readonly Index[], wanted: unknown): Index {
  const isId = wanted === '_id_' || (isDocument(wanted) && isIdIndex({ key: wanted }));
  if (isId) throw new MongoError('InvalidOptions', 'cannot drop _id index');
  const text = JSON.stringify(wanted);
  const index = indexes.find(
    ({ name, spec }) => name === wanted || JSON.stringify(spec['key']) === text,
  );
  if (index !== undefined) return index;
  throw new MongoError('IndexNotFound', `index not found with name or key ${text}`);
}

const COLL_MOD_INDEX = new Set(['name', 'keyPattern', 'expireAfterSeconds']);

/** Changes the lifetime of a TTL index; nothing else of a collection can be changed. */
export const collMod: Command = {
  fields: ['index'],
  async run(request) {
    const { engine, body } = request;
    const change = takeDocument(body, 'index');
    return engine.store.write(() => {
      const collection = demandCollection(request);
      if (change === undefined) return { ok: 1 };
      if (!Object.keys(change).every((field) => COLL_MOD_INDEX.has(field))) {
        throw notSupported('a collMod of more than expireAfterSeconds');
      }
      const index = selectIndex(collection.indexes, change['name'] ?? change['keyPattern']);
      const ttl = checkTtl(change['expireAfterSeconds'], index.key);
      const spec = { ...index.spec, expireAfterSeconds: ttl };
      engine.catalog.replaceIndex(collection, index, spec);
      return {
        ...(index.expireAfterSeconds !== undefined && {
          expireAfterSeconds_old: index.expireAfterSeconds,
        }),
        expireAfterSeconds_new: ttl,
        ok: 1,
      };
    });
  },
};
