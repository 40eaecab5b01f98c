import { randomUUID } from 'node:crypto';
import { decodeDocument } from '../bson/decode.ts';
import { encodeDocument } from '../bson/encode.ts';
import { MongoError } from '../errors.ts';
import type { Document } from '../types.ts';
import { type Collection, type Index, readCollection, toIndex, toStored } from './collection.ts';
import type { Store } from './store.ts';

/** Bumped when stored bytes change their meaning; a folder of another version is refused. */
const FORMAT_VERSION = 1;
const META_KEY = Buffer.from('meta');

export type Catalog = ReturnType<typeof openCatalog>;

/** All collections and indexes, in memory and on disk; changes are made inside a write. */
export function openCatalog(store: Store) {
  const collections = new Map<string, Collection>();
  const counted = new Set<Collection>();
  let meta = { nextId: 1, folderId: '' };

  const put = (key: string, document: Document): void =>
    store.catalog.putSync(Buffer.from(key), encodeDocument(document));
  const keysOf = (kind: string): string[] =>
    [
      ...store.catalog.getKeys({ start: Buffer.from(`${kind}:`), end: Buffer.from(`${kind};`) }),
    ].map((key) => key.toString());
  const remove = (key: string): void => void store.catalog.removeSync(Buffer.from(key));

  function load(): void {
    collections.clear();
    counted.clear();
    const bytes = store.catalog.getBinary(META_KEY);
    if (bytes !== undefined) meta = toMeta(decodeDocument(bytes));
    for (const key of keysOf('c')) {
      const stored = store.catalog.getBinary(Buffer.from(key));
      if (stored === undefined) continue;
      const collection = readCollection(decodeDocument(stored));
      collection.count = store.catalog.getBinary(countKey(collection))?.readDoubleBE(0) ?? 0;
      collections.set(collection.namespace, collection);
    }
  }

  function takeId(): number {
    const id = meta.nextId++;
    put('meta', { ...meta, format: FORMAT_VERSION });
    return id;
  }

  function save({ namespace, id, uuid, indexes }: Collection): void {
    put(`c:${namespace}`, { namespace, id, uuid, indexes: indexes.map(toStored) });
  }

  /** What is left of a dropped collection or index: its entries are swept away in slices. */
  const discard = (id: number): void => put(`g:${id}`, {});

  function dropIndex(collection: Collection, index: Index): void {
    collection.indexes = collection.indexes.filter((other) => other !== index);
    discard(index.id);
    save(collection);
  }

  function saveCounts(): void {
    for (const collection of counted) {
      const bytes = Buffer.alloc(8);
      bytes.writeDoubleBE(collection.count);
      store.catalog.putSync(countKey(collection), bytes);
    }
    counted.clear();
  }

  store.watch({ beforeCommit: saveCounts, afterAbort: load });

  return {
    /** Reads the folder; an index whose build was cut short is thrown away. */
    async open(): Promise<void> {
      load();
      await store.write(() => {
        if (meta.folderId === '') meta = { nextId: 1, folderId: randomUUID() };
        put('meta', { ...meta, format: FORMAT_VERSION });
        for (const collection of collections.values()) {
          const unfinished = collection.indexes.filter(({ isBuilding }) => isBuilding);
          for (const index of unfinished) dropIndex(collection, index);
        }
      });
    },
    folderId: () => meta.folderId,
    find: (namespace: string): Collection | undefined => collections.get(namespace),
    all: (): Collection[] => [...collections.values()],
    create(namespace: string): Collection {
      const collection = readCollection({ namespace, id: takeId(), uuid: randomUUID() });
      collections.set(namespace, collection);
      save(collection);
      return collection;
    },
    drop(collection: Collection): void {
      collections.delete(collection.namespace);
      counted.delete(collection);
      remove(`c:${collection.namespace}`);
      store.catalog.removeSync(countKey(collection));
      for (const { id } of [collection, ...collection.indexes]) discard(id);
    },
    /** Adds an index that is being built: writers keep it, no query uses it yet. */
    addIndex(collection: Collection, spec: Document): Index {
      const index = toIndex({ id: takeId(), spec, isBuilding: true });
      collection.indexes = [...collection.indexes, index];
      save(collection);
      return index;
    },
    replaceIndex(collection: Collection, index: Index, spec: Document): void {
      const next = toIndex({ ...toStored(index), spec });
      collection.indexes = collection.indexes.map((other) => (other === index ? next : other));
      save(collection);
    },
    dropIndex,
    save,
    /** Remembers the new number of documents; it is written with the commit. */
    addCount(collection: Collection, change: number): void {
      collection.count += change;
      counted.add(collection);
    },
    discarded: (): number[] => keysOf('g').map((key) => Number(key.slice(2))),
    forget: (id: number): void => remove(`g:${id}`),
  };
}

function countKey({ id }: Collection): Buffer {
  return Buffer.from(`n:${id}`);
}

function toMeta({ format, nextId, folderId }: Document): { nextId: number; folderId: string } {
  if (format === FORMAT_VERSION) return { nextId: Number(nextId), folderId: String(folderId) };
  throw new MongoError(
    'IllegalOperation',
    `the folder has format ${String(format)}, this version reads ${FORMAT_VERSION}`,
  );
}
