import { MongoError } from '../errors.ts';
import { setField, type Document } from '../types.ts';
import type { Catalog } from './catalog.ts';
import type { Collection, Index } from './collection.ts';
import { toKeyTuples } from '../query/index.ts';
import { encodeKey } from './keys.ts';
import type { Store } from './store.ts';

export type Documents = ReturnType<typeof createDocuments>;

/** A stored document and its encoded `_id`. */
export interface Stored {
  readonly id: Buffer;
  readonly document: Document;
}

interface IndexEntry {
  readonly key: Buffer;
  readonly values: readonly unknown[];
}

interface IndexEntries {
  readonly entries: readonly IndexEntry[];
  readonly isMultikey: boolean;
}

const NONE: IndexEntries = { entries: [], isMultikey: false };

/**
 * Writes documents and their index entries together. To be called inside a write: each call checks
 * everything that can be refused before it puts a byte, so a refusal leaves nothing behind.
 */
export function createDocuments(store: Store, catalog: Catalog) {
  function insert(collection: Collection, document: Document, bytes: Buffer): void {
    const id = encodeKey([document['_id']]);
    const key = Buffer.concat([collection.prefix, id]);
    if (store.has(key)) throw duplicateId(collection, document['_id']);
    const added = collection.indexes.map((index) => ({
      index,
      after: entriesOf(index, document, id),
    }));
    for (const { index, after } of added) checkUnique(collection, index, after.entries, id);
    for (const { index, after } of added) {
      addEntries(collection, index, after.entries, after.isMultikey, id);
    }
    store.put(key, bytes);
    catalog.addCount(collection, 1);
  }

  function replace(collection: Collection, old: Stored, document: Document, bytes: Buffer): void {
    const { id } = old;
    const changes = collection.indexes.map((index) => {
      const before = entriesOf(index, old.document, id);
      const after = entriesOf(index, document, id);
      const { isMultikey } = after;
      return {
        index,
        isMultikey,
        gone: without(before, after),
        added: index.isBuilding ? after.entries : without(after, before),
      };
    });
    for (const { index, added } of changes) checkUnique(collection, index, added, id);
    for (const { index, gone, added, isMultikey } of changes) {
      removeEntries(index, gone, id);
      addEntries(collection, index, added, isMultikey, id);
    }
    store.put(Buffer.concat([collection.prefix, id]), bytes);
  }

  function remove(collection: Collection, { id, document }: Stored): void {
    for (const index of collection.indexes) {
      removeEntries(index, entriesOf(index, document, id).entries, id);
    }
    store.remove(Buffer.concat([collection.prefix, id]));
    catalog.addCount(collection, -1);
  }

  /** Adds one document to an index that is being built. */
  function fillIndex(collection: Collection, index: Index, { id, document }: Stored): void {
    const { entries, isMultikey } = entriesOf(index, document, id);
    checkUnique(collection, index, entries, id);
    addEntries(collection, index, entries, isMultikey, id);
  }

  function checkUnique(
    collection: Collection,
    index: Index,
    entries: readonly IndexEntry[],
    id: Buffer,
  ): void {
    if (!index.isUnique) return;
    for (const { key, values } of entries) {
      const owner = store.get(key);
      if (owner !== undefined && !owner.equals(id)) throw duplicateKey(collection, index, values);
    }
  }

  function addEntries(
    collection: Collection,
    index: Index,
    entries: readonly IndexEntry[],
    isMultikey: boolean,
    id: Buffer,
  ): void {
    for (const { key } of entries) store.put(key, id);
    if (!isMultikey || index.isMultikey) return;
    index.isMultikey = true;
    catalog.save(collection);
  }

  /** In an unfinished unique index the entry may be another document's: it stays. */
  function removeEntries(index: Index, entries: readonly IndexEntry[], id: Buffer): void {
    for (const { key } of entries) {
      const isOwn = !index.isBuilding || store.get(key)?.equals(id) === true;
      if (isOwn) store.remove(key);
    }
  }

  return { insert, replace, remove, fillIndex };
}

/** A unique index's key leads to one document; any other key has the document's id behind it. */
function entriesOf(index: Index, document: Document, id: Buffer): IndexEntries {
  if (index.matchesPartial?.(document) === false) return NONE;
  const { tuples, isMultikey, isAbsent } = toKeyTuples(document, index.paths);
  if (index.isSparse && isAbsent) return NONE;
  const entries = tuples.map((values) => {
    const encoded = encodeKey(values, index.directions);
    const parts = index.isUnique ? [index.prefix, encoded] : [index.prefix, encoded, id];
    return { key: Buffer.concat(parts), values };
  });
  return { entries: tuples.length > 1 ? distinct(entries) : entries, isMultikey };
}

function distinct(entries: readonly IndexEntry[]): IndexEntry[] {
  return [...new Map(entries.map((entry) => [entry.key.toString('latin1'), entry])).values()];
}

function without(all: IndexEntries, others: IndexEntries): readonly IndexEntry[] {
  const [only] = all.entries;
  const [other] = others.entries;
  if (only === undefined || other === undefined) return all.entries;
  if (all.entries.length === 1 && others.entries.length === 1) {
    return only.key.equals(other.key) ? [] : all.entries;
  }
  const taken = new Set(others.entries.map(({ key }) => key.toString('latin1')));
  return all.entries.filter(({ key }) => !taken.has(key.toString('latin1')));
}

function duplicateId({ namespace }: Collection, id: unknown): MongoError {
  return duplicate(namespace, '_id_', { _id: 1 }, { _id: id });
}

function duplicateKey(
  { namespace }: Collection,
  index: Index,
  values: readonly unknown[],
): MongoError {
  const keyValue: Document = {};
  index.fields.forEach(({ path }, i) => setField(keyValue, path, values[i] ?? null));
  return duplicate(namespace, index.name, index.key, keyValue);
}

function duplicate(
  namespace: string,
  name: string,
  keyPattern: Document,
  keyValue: Document,
): MongoError {
  return new MongoError(
    'DuplicateKey',
    `E11000 duplicate key error collection: ${namespace} index: ${name} dup key: { ${Object.keys(keyPattern).join(', ')} }`,
    { keyPattern, keyValue },
  );
}
