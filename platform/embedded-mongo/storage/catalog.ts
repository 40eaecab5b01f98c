import { randomUUID } from 'node:crypto';
import { MongoError } from '../errors.ts';
import type { Document } from '../types.ts';
import { decodeDocument } from '../bson/decode.ts';
import { encodeDocument } from '../bson/encode.ts';
import {
  type Collection,
  fromCollection,
  type Index,
  toCollection,
  toIndex,
  toPrefix,
} from './collection.ts';
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

  function load(): void {
    collections.clear();
    counted.clear();
    const bytes = store.catalog.getBinary(META_KEY);
    if (bytes !== undefined) meta = toMeta(decodeDocument(bytes));
    for (const { key, value } of entriesOf('c:')) {
      const collection = toCollection(decodeDocument(value));
      const count = store.catalog.getBinary(countKey(collection));
      collection.count = count === undefined ? 0 : count.readDoubleBE(0);
      collections.set(key.toString().slice(2), collection);
    }
  }

  function entriesOf(kind: string) {
    const end = Buffer.from(kind);
    end[end.length - 1] = (end.at(-1) ?? 0) + 1;
    return store.catalog.getRange({ start: Buffer.from(kind), end });
  }

  function saveMeta(): void {
    store.catalog.putSync(META_KEY, encodeDocument({ ...meta, format: FORMAT_VERSION }));
  }

  function takeId(): number {
    const id = meta.nextId++;
    saveMeta();
    return id;
  }

  function save(collection: Collection): void {
    const key = Buffer.from(`c:${collection.namespace}`);
    store.catalog.putSync(key, encodeDocument(fromCollection(collection)));
  }

  /** What is left of a dropped collection or index: its entries are swept away in slices. */
  function discard(id: number): void {
    store.catalog.putSync(Buffer.from(`g:${id}`), Buffer.from([1]));
  }

  function dropIndex(collection: Collection, index: Index): void {
    collection.indexes = collection.indexes.filter((other) => other !== index);
    discard(index.id);
    save(collection);
  }

  store.onAbort(load);
  store.onBeforeCommit(() => {
    for (const collection of counted) {
      const bytes = Buffer.alloc(8);
      bytes.writeDoubleBE(collection.count);
      store.catalog.putSync(countKey(collection), bytes);
    }
    counted.clear();
  });

  return {
    /** Reads the folder; an index whose build was cut short is thrown away. */
    async open(): Promise<void> {
      load();
      await store.write(() => {
        if (meta.folderId === '') {
          meta = { nextId: 1, folderId: randomUUID() };
          saveMeta();
        }
        for (const collection of collections.values()) {
          for (const index of collection.indexes) {
            if (index.isBuilding) dropIndex(collection, index);
          }
        }
      });
    },
    folderId: () => meta.folderId,
    find: (namespace: string): Collection | undefined => collections.get(namespace),
    all: (): Collection[] => [...collections.values()],
    create(namespace: string): Collection {
      const id = takeId();
      const uuid = randomUUID();
      const collection: Collection = {
        namespace,
        id,
        prefix: toPrefix(id),
        uuid,
        indexes: [],
        count: 0,
      };
      collections.set(namespace, collection);
      save(collection);
      return collection;
    },
    drop(collection: Collection): void {
      collections.delete(collection.namespace);
      counted.delete(collection);
      store.catalog.removeSync(Buffer.from(`c:${collection.namespace}`));
      store.catalog.removeSync(countKey(collection));
      for (const { id } of [collection, ...collection.indexes]) discard(id);
    },
    /** Adds an index that is being built: writers keep it, no query uses it yet. */
    addIndex(collection: Collection, spec: Document): Index {
      const index = toIndex({ id: takeId(), spec, isMultikey: false, isBuilding: true });
      collection.indexes = [...collection.indexes, index];
      save(collection);
      return index;
    },
    replaceIndex(collection: Collection, index: Index, spec: Document): void {
      const { id, isMultikey, isBuilding } = index;
      const next = toIndex({ id, spec, isMultikey, isBuilding });
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
    discarded: (): number[] =>
      [...entriesOf('g:')].map(({ key }) => Number(key.toString().slice(2))),
    forget: (id: number): void => void store.catalog.removeSync(Buffer.from(`g:${id}`)),
  };
}

function countKey(collection: Collection): Buffer {
  return Buffer.from(`n:${collection.id}`);
}

function toMeta(stored: Document): { nextId: number; folderId: string } {
  if (stored['format'] !== FORMAT_VERSION) {
    const format = String(stored['format']);
    throw new MongoError(
      'IllegalOperation',
      `the folder has format ${format}, this version reads ${FORMAT_VERSION}`,
    );
  }
  return { nextId: Number(stored['nextId']), folderId: String(stored['folderId']) };
}
