import { randomUUID } from 'node:crypto';
import { decodeDocument } from '../bson/decode.ts';
import { encodeDocument } from '../bson/encode.ts';
import { MongoError } from '../errors.ts';
import type { Document } from '../types.ts';
import { type Collection, type Index, readCollection, toIndex, toStored } from './collection.ts';
import type { Store } from './store.ts';

/** Bumped when stored bytes change their meaning; a folder of another version is refused. */
const FORMAT_VERSION = 1;

export type Catalog = ReturnType<typeof openCatalog>;

/**
 * All collections and indexes, in memory and on disk; changes are made inside a write. On disk
 * `meta` has the format, `c:` a collection, `n:` how many documents it has, and `g:` what is left
 * of a dropped collection or index, whose entries are swept away in steps.
 */
export function openCatalog(store: Store) {
  const { catalog: tree } = store;
  const collections = new Map<string, Collection>();
  const counted = new Set<Collection>();
  let nextId = 1;

  const read = (key: string): Buffer | undefined => tree.getBinary(Buffer.from(key));
  const put = (key: string, bytes: Buffer): void => tree.putSync(Buffer.from(key), bytes);
  const remove = (key: string): void => void tree.removeSync(Buffer.from(key));
  const namesOf = (kind: string): string[] => {
    const range = { start: Buffer.from(`${kind}:`), end: Buffer.from(`${kind};`) };
    return [...tree.getKeys(range)].map((key) => key.toString().slice(2));
  };
  const save = (collection: Collection): void =>
    put(`c:${collection.namespace}`, encodeDocument(toStored(collection)));
  const saveMeta = (): void => put('meta', encodeDocument({ format: FORMAT_VERSION, nextId }));
  const discard = (id: number): void => put(`g:${id}`, encodeDocument({}));

  /** Takes everything from the disk; an index whose build was cut short is still among it. */
  function load(): void {
    collections.clear();
    counted.clear();
    const meta = read('meta');
    if (meta !== undefined) nextId = readNextId(decodeDocument(meta));
    for (const namespace of namesOf('c')) {
      const collection = readCollection(decodeDocument(read(`c:${namespace}`) ?? Buffer.alloc(0)));
      collection.count = read(`n:${collection.id}`)?.readDoubleBE() ?? 0;
      collections.set(namespace, collection);
    }
  }

  function takeId(): number {
    nextId++;
    saveMeta();
    return nextId - 1;
  }

  function dropIndex(collection: Collection, index: Index): void {
    collection.indexes = collection.indexes.filter((other) => other !== index);
    discard(index.id);
    save(collection);
  }

  function saveCounts(): void {
    for (const { id, count } of counted) {
      const bytes = Buffer.alloc(8);
      bytes.writeDoubleBE(count);
      put(`n:${id}`, bytes);
    }
    counted.clear();
  }

  store.watch({ beforeCommit: saveCounts, afterAbort: load });

  return {
    /** Reads the folder; an index whose build was cut short is thrown away. */
    async open(): Promise<void> {
      load();
      await store.write(() => {
        saveMeta();
        for (const collection of collections.values()) {
          const unfinished = collection.indexes.filter(({ isBuilding }) => isBuilding);
          for (const index of unfinished) dropIndex(collection, index);
        }
      });
    },
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
      remove(`n:${collection.id}`);
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
      const next = toIndex({ ...index, spec });
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
    discarded: (): number[] => namesOf('g').map(Number),
    forget: (id: number): void => remove(`g:${id}`),
  };
}

function readNextId({ format, nextId }: Document): number {
  if (format === FORMAT_VERSION) return Number(nextId);
  throw new MongoError(
    'IllegalOperation',
    `the folder has format ${String(format)}, this version reads ${FORMAT_VERSION}`,
  );
}
