import { MongoError } from '../errors.ts';
import { toKeyTuples } from '../query/index.ts';
import { setField, type Document } from '../types.ts';
import type { Catalog } from './catalog.ts';
import type { Collection, Index } from './collection.ts';
import { encodeKey } from './keys.ts';
import type { Store } from './store.ts';

/** A stored document and its encoded `_id`. */
export interface Stored {
  readonly id: Buffer;
  readonly document: Document;
}

const NONE = {
  entries: new Map<string, { key: Buffer; values: readonly unknown[] }>(),
  isMultikey: false,
};

/**
 * Writes documents and their index entries together. To be called inside a write: each call checks
 * everything that can be refused before it puts a byte, so a refusal leaves nothing behind.
 */
export function createDocuments(store: Store, catalog: Catalog) {
  function changeIndexes(
    collection: Collection,
    indexes: readonly Index[],
    id: Buffer,
    { before, after }: { readonly before?: Document; readonly after?: Document },
  ): void {
    const changes = indexes.map((index) => {
      return { index, old: toEntries(index, id, before), fresh: toEntries(index, id, after) };
    });
    for (const { index, fresh } of changes) {
      for (const { key, values } of index.isUnique ? fresh.entries.values() : []) {
        const isTaken = store.get(key)?.equals(id) === false;
        if (isTaken) throw duplicate(collection.namespace, index, values);
      }
    }
    for (const { index, old, fresh } of changes) {
      const { isBuilding, isMultikey } = index;
      for (const [text, { key }] of old.entries) {
        // In an unfinished unique index the entry may be another document's: it stays.
        const isOurs = !isBuilding || store.get(key)?.equals(id) === true;
        if (isOurs && !fresh.entries.has(text)) store.remove(key);
      }
      for (const [text, { key }] of fresh.entries) {
        // While an index is built, the entries of the old document may not be there yet.
        if (isBuilding || !old.entries.has(text)) store.put(key, id);
      }
      if (isMultikey || !fresh.isMultikey) continue;
      catalog.changeIndex(collection, index, { isMultikey: true });
    }
  }

  return {
    insert(collection: Collection, document: Document, bytes: Buffer): void {
      const { namespace, prefix, primary, indexes } = collection;
      const id = encodeKey([document['_id']]);
      const key = Buffer.concat([prefix, id]);
      if (store.get(key) !== undefined) throw duplicate(namespace, primary, [document['_id']]);
      changeIndexes(collection, indexes, id, { after: document });
      store.put(key, bytes);
      catalog.addCount(collection, 1);
    },
    replace(collection: Collection, old: Stored, after: Document, bytes: Buffer): void {
      changeIndexes(collection, collection.indexes, old.id, { before: old.document, after });
      store.put(Buffer.concat([collection.prefix, old.id]), bytes);
    },
    remove(collection: Collection, { id, document: before }: Stored): void {
      changeIndexes(collection, collection.indexes, id, { before });
      store.remove(Buffer.concat([collection.prefix, id]));
      catalog.addCount(collection, -1);
    },
    /** Adds one document to an index that is being built. */
    fillIndex(collection: Collection, index: Index, { id, document: after }: Stored): void {
      changeIndexes(collection, [index], id, { after });
    },
  };
}

/** A document's entries, by keys as text: a unique one leads to it, any other has its id behind. */
function toEntries(index: Index, id: Buffer, document: Document | undefined): typeof NONE {
  if (document === undefined || index.matchesPartial?.(document) === false) return NONE;
  const { tuples, isMultikey, isAbsent } = toKeyTuples(document, index.paths);
  if (index.isSparse && isAbsent) return NONE;
  const { prefix, directions, isUnique } = index;
  const entries = tuples.map((values) => {
    const encoded = encodeKey(values, directions);
    const key = Buffer.concat(isUnique ? [prefix, encoded] : [prefix, encoded, id]);
    return [key.toString('latin1'), { key, values }] as const;
  });
  return { entries: new Map(entries), isMultikey };
}

function duplicate(namespace: string, index: Index, values: readonly unknown[]): MongoError {
  const { name, key: keyPattern, names } = index;
  const keyValue: Document = {};
  names.forEach((path, i) => setField(keyValue, path, values[i] ?? null));
  const message = `E11000 duplicate key error collection: ${namespace} index: ${name} dup key: { ${names.join(', ')} }`;
  return new MongoError('DuplicateKey', message, { keyPattern, keyValue });
}
