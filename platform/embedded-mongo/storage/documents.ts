import { MongoError } from '../errors.ts';
import { toKeyTuples } from '../query/index.ts';
import { setField, type Document } from '../types.ts';
import type { Catalog } from './catalog.ts';
import type { Collection, Index } from './collection.ts';
import { encodeKey } from './keys.ts';
import type { Store } from './store.ts';

export type Documents = ReturnType<typeof createDocuments>;

/** A stored document and its encoded `_id`. */
export interface Stored {
  readonly id: Buffer;
  readonly document: Document;
}

interface Entry {
  readonly key: Buffer;
  readonly values: readonly unknown[];
}

const NONE = { entries: [], isMultikey: false };

/**
 * Writes documents and their index entries together. To be called inside a write: each call checks
 * everything that can be refused before it puts a byte, so a refusal leaves nothing behind.
 */
export function createDocuments(store: Store, catalog: Catalog) {
  function changeIndexes(
    collection: Collection,
    indexes: readonly Index[],
    id: Buffer,
    before?: Document,
    after?: Document,
  ): void {
    const changes = indexes.map((index) => toChange(index, id, before, after));
    for (const { index, added } of changes) {
      for (const { key, values } of index.isUnique ? added : []) {
        if (store.get(key)?.equals(id) === false)
          throw duplicate(collection.namespace, index, values);
      }
    }
    for (const { index, gone, added, isMultikey } of changes) {
      for (const { key } of gone) {
        // In an unfinished unique index the entry may be another document's: it stays.
        if (!index.isBuilding || store.get(key)?.equals(id) === true) store.remove(key);
      }
      for (const { key } of added) store.put(key, id);
      if (!isMultikey || index.isMultikey) continue;
      index.isMultikey = true;
      catalog.save(collection);
    }
  }

  return {
    insert(collection: Collection, document: Document, bytes: Buffer): void {
      const { namespace, prefix, primary, indexes } = collection;
      const id = encodeKey([document['_id']]);
      const key = Buffer.concat([prefix, id]);
      if (store.has(key)) throw duplicate(namespace, primary, [document['_id']]);
      changeIndexes(collection, indexes, id, undefined, document);
      store.put(key, bytes);
      catalog.addCount(collection, 1);
    },
    replace(collection: Collection, old: Stored, document: Document, bytes: Buffer): void {
      const { prefix, indexes } = collection;
      changeIndexes(collection, indexes, old.id, old.document, document);
      store.put(Buffer.concat([prefix, old.id]), bytes);
    },
    remove(collection: Collection, { id, document }: Stored): void {
      changeIndexes(collection, collection.indexes, id, document);
      store.remove(Buffer.concat([collection.prefix, id]));
      catalog.addCount(collection, -1);
    },
    /** Adds one document to an index that is being built. */
    fillIndex(collection: Collection, index: Index, { id, document }: Stored): void {
      changeIndexes(collection, [index], id, undefined, document);
    },
  };
}

/** What a change of a document takes out of an index and puts into it. */
function toChange(index: Index, id: Buffer, before?: Document, after?: Document) {
  const old = entriesOf(index, id, before);
  const { entries, isMultikey } = entriesOf(index, id, after);
  // The entries of the old document may not be there yet while the index is built.
  const added = index.isBuilding ? entries : without(entries, old.entries);
  return { index, gone: without(old.entries, entries), added, isMultikey };
}

/** A unique index's key leads to one document; any other key has the document's id behind it. */
function entriesOf(index: Index, id: Buffer, document: Document | undefined) {
  if (document === undefined || index.matchesPartial?.(document) === false) return NONE;
  const { tuples, isMultikey, isAbsent } = toKeyTuples(document, index.paths);
  if (index.isSparse && isAbsent) return NONE;
  const entries = tuples.map((values): Entry => {
    const encoded = encodeKey(values, index.directions);
    const parts = index.isUnique ? [index.prefix, encoded] : [index.prefix, encoded, id];
    return { key: Buffer.concat(parts), values };
  });
  if (entries.length === 1) return { entries, isMultikey };
  return { entries: [...new Map(entries.map((one) => [toText(one), one])).values()], isMultikey };
}

function without(entries: readonly Entry[], others: readonly Entry[]): readonly Entry[] {
  if (entries.length === 0 || others.length === 0) return entries;
  const taken = new Set(others.map(toText));
  return entries.filter((entry) => !taken.has(toText(entry)));
}

function toText({ key }: Entry): string {
  return key.toString('latin1');
}

function duplicate(namespace: string, index: Index, values: readonly unknown[]): MongoError {
  const { name, key: keyPattern, names } = index;
  const keyValue: Document = {};
  names.forEach((path, i) => setField(keyValue, path, values[i] ?? null));
  const message = `E11000 duplicate key error collection: ${namespace} index: ${name} dup key: { ${names.join(', ')} }`;
  return new MongoError('DuplicateKey', message, { keyPattern, keyValue });
}
