import { decodeDocument } from '../bson/decode.ts';
import { MongoError } from '../errors.ts';
import type { Document } from '../types.ts';
import { endOf, justAfter, toPrefix } from './collection.ts';
import type { Engine } from './engine.ts';
import type { Turn } from './turns.ts';

/** How long one step of a build or a sweep should take with its commit, in ms. */
const STEP_MS = 10;
/** Documents or entries of the first step, and the least and most of any. */
const SIZES = { first: 100, least: 100, most: 1000 } as const;

/**
 * Builds an index while others read and write: it is filled in short steps, writers keep it up
 * meanwhile, and queries use it once it is whole. A duplicate ends the build and leaves no index.
 */
export async function buildIndex(
  engine: Engine,
  { namespace, spec }: { readonly namespace: string; readonly spec: Document },
  turn: Turn,
): Promise<void> {
  const { store, catalog, documents } = engine;
  const find = (id: number) => {
    const collection = catalog.find(namespace);
    const index = collection?.indexes.find((one) => one.id === id);
    return collection && index && { collection, index };
  };
  const id = await store.write(() => {
    const collection = catalog.find(namespace) ?? catalog.create(namespace);
    return catalog.addIndex(collection, spec).id;
  });
  const fill = (start: Buffer, limit: number): Buffer | undefined => {
    const found = find(id);
    if (found === undefined) throw new MongoError(276, 'the index was dropped during its build');
    const { collection, index } = found;
    const { prefix } = collection;
    const entries = [...store.entries({ start, end: endOf(prefix), limit })];
    for (const { key, value } of entries) {
      const stored = { id: key.subarray(prefix.length), document: decodeDocument(value) };
      documents.fillIndex(collection, index, stored);
    }
    const last = entries.at(-1);
    if (last !== undefined && entries.length === limit) return justAfter(last.key);
    index.isBuilding = false;
    catalog.save(collection);
    return undefined;
  };
  try {
    const start = find(id)?.collection.prefix ?? Buffer.alloc(0);
    await workInSteps(engine, turn, start, fill);
  } catch (error) {
    await store.write(() => {
      const found = find(id);
      if (found !== undefined) catalog.dropIndex(found.collection, found.index);
    });
    throw error;
  }
}

/** Removes what dropped collections and indexes left behind, in short steps. */
export async function sweepDiscarded(engine: Engine): Promise<void> {
  const { store, catalog, turns } = engine;
  for (const id of catalog.discarded()) {
    const prefix = toPrefix(id);
    await workInSteps(engine, turns.start(), prefix, (start, limit) => {
      const entries = [...store.entries({ start, end: endOf(prefix), limit })];
      for (const { key } of entries) store.remove(key);
      if (entries.length === limit) return start;
      catalog.forget(id);
      return undefined;
    });
  }
}

/**
 * Writes step after step, each from the key that the one before gave back. How much a step takes
 * on follows what the one before cost with its commit: a slow disk gets smaller ones.
 */
async function workInSteps(
  { store }: Engine,
  turn: Turn,
  start: Buffer,
  step: (from: Buffer, limit: number) => Buffer | undefined,
): Promise<void> {
  let limit: number = SIZES.first;
  for (let from: Buffer | undefined = start; from !== undefined;) {
    const at: Buffer = from;
    let since = 0;
    from = await store.write(() => {
      since = performance.now();
      return step(at, limit);
    });
    const wanted = (limit * STEP_MS) / (performance.now() - since);
    limit = Math.round(Math.min(Math.max(wanted, SIZES.least), SIZES.most));
    await turn.next();
  }
}
