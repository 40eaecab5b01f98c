import { randomUUID } from 'node:crypto';
import { decodeDocument } from '../bson/decode.ts';
import { encodeDocument } from '../bson/encode.ts';
import { MongoError } from '../errors.ts';
import type { Document } from '../types.ts';
import { type Collection, type Index, toCollection, toIndex, toStored } from './collection.ts';
import type { Store } from './store.ts';

/** Bumped when stored bytes change their meaning; a folder of another version is refused. */
const FORMAT_VERSION = 2;

export type Catalog = Awaited<ReturnType<typeof openCatalog>>;

/**
 * All collections and indexes, in memory; what a write changes of them is stored by its commit. An
 * index whose build was cut short is thrown away when the folder is opened.
 */
export async function openCatalog(store: Store) {
  const collections = new Map<string, Collection>();
  let nextId = 1;
  /** What dropped collections and indexes left behind, to be swept away. */
  let discarded: readonly unknown[] = [];
  let isChanged = true;
  let isCounted = true;

  const put = (key: string, document: Document): void =>
    store.catalog.putSync(Buffer.from(key), encodeDocument(document));
  const read = (key: string): Document => {
    const bytes = store.catalog.getBinary(Buffer.from(key));
    return bytes === undefined ? {} : decodeDocument(bytes);
  };

  function load(): void {
    const { format = FORMAT_VERSION, collections: stored = [], ...meta } = read('meta');
    if (format !== FORMAT_VERSION) {
      const message = `the folder has format ${String(format)}, not ${FORMAT_VERSION}`;
      throw new MongoError('IllegalOperation', message);
    }
    const counts = read('counts');
    nextId = Number(meta['nextId'] ?? 1);
    discarded = Array.isArray(meta['discarded']) ? meta['discarded'] : [];
    collections.clear();
    for (const one of Array.isArray(stored) ? stored : []) {
      const collection = toCollection(one);
      collection.count = Number(counts[collection.id] ?? 0);
      collections.set(collection.namespace, collection);
    }
  }

  function save(): void {
    const all = [...collections.values()];
    const meta = { format: FORMAT_VERSION, nextId, discarded, collections: all.map(toStored) };
    if (isChanged) put('meta', meta);
    if (isCounted) put('counts', Object.fromEntries(all.map(({ id, count }) => [id, count])));
    isChanged = isCounted = false;
  }

  function discard(...gone: readonly { readonly id: number }[]): void {
    discarded = [...discarded, ...gone.map(({ id }) => id)];
    isChanged = true;
  }

  /** Changes an index, which is another object afterwards. */
  function changeIndex(collection: Collection, index: Index, change: Document): void {
    const next = toIndex({ ...index.stored, ...change });
    collection.indexes = collection.indexes.map((other) => (other === index ? next : other));
    isChanged = true;
  }

  function dropIndex(collection: Collection, index: Index): void {
    collection.indexes = collection.indexes.filter((other) => other !== index);
    discard(index);
  }

  Object.assign(store.hooks, { beforeCommit: save, afterAbort: load });
  load();
  await store.write(() => {
    for (const collection of collections.values()) {
      const unfinished = collection.indexes.filter(({ isBuilding }) => isBuilding);
      for (const index of unfinished) dropIndex(collection, index);
    }
  });

  return {
    find: (namespace: string): Collection | undefined => collections.get(namespace),
    all: (): Collection[] => [...collections.values()],
    create(namespace: string): Collection {
      const collection = toCollection({ namespace, id: nextId++, uuid: randomUUID() });
      collections.set(namespace, collection);
      isChanged = true;
      return collection;
    },
    drop(collection: Collection): void {
      collections.delete(collection.namespace);
      discard(collection, ...collection.indexes);
    },
    /** Adds an index that is being built. */
    addIndex(collection: Collection, spec: Document): Index {
      const index = toIndex({ id: nextId++, spec, isBuilding: true });
      collection.indexes = [...collection.indexes, index];
      isChanged = true;
      return index;
    },
    changeIndex,
    dropIndex,
    addCount(collection: Collection, change: number): void {
      collection.count += change;
      isCounted = true;
    },
    discarded: (): number[] => discarded.map(Number),
    forget(id: number): void {
      discarded = discarded.filter((other) => other !== id);
      isChanged = true;
    },
  };
}
