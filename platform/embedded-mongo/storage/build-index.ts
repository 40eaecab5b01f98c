import { decodeDocument } from '../bson/decode.ts';
import { MongoError } from '../errors.ts';
import type { Document } from '../types.ts';
import type { Collection, Index } from './collection.ts';
import type { Engine } from './engine.ts';
import type { Turn } from './turns.ts';

/** How long one step of a build or a sweep may hold a write transaction, in ms. */
const STEP_MS = 8;
/** Documents that are read before the index is written: no cursor is open over a change. */
const READ_AHEAD = 100;

/** What the caller asked for: one new index of a collection. */
export interface NewIndex {
  readonly namespace: string;
  readonly spec: Document;
}

/**
 * Builds an index while others read and write: it is filled in short steps, writers keep it up
 * meanwhile, and queries use it once it is whole. A duplicate ends the build and leaves no index.
 */
export async function buildIndex(engine: Engine, wanted: NewIndex, turn: Turn): Promise<void> {
  const { store, catalog } = engine;
  const id = await store.write(() => {
    const collection = catalog.find(wanted.namespace) ?? catalog.create(wanted.namespace);
    return catalog.addIndex(collection, wanted.spec).id;
  });
  try {
    for (let after: Buffer | undefined = Buffer.alloc(0); after !== undefined;) {
      const from: Buffer = after;
      after = await store.write(() => fillStep(engine, wanted.namespace, id, from));
      await turn.next();
    }
  } catch (error) {
    await store.write(() => {
      const found = findBuilding(engine, wanted.namespace, id);
      if (found !== undefined) catalog.dropIndex(found.collection, found.index);
    });
    throw error;
  }
}

function findBuilding(
  { catalog }: Engine,
  namespace: string,
  id: number,
): { collection: Collection; index: Index } | undefined {
  const collection = catalog.find(namespace);
  const index = collection?.indexes.find((one) => one.id === id);
  return collection === undefined || index === undefined ? undefined : { collection, index };
}

/** Adds the next documents; gives back the key to go on behind, or undefined when it is whole. */
function fillStep(
  engine: Engine,
  namespace: string,
  id: number,
  after: Buffer,
): Buffer | undefined {
  const found = findBuilding(engine, namespace, id);
  if (found === undefined) throw new MongoError(276, 'the index was dropped during its build');
  const { collection, index } = found;
  const end = Buffer.concat([collection.prefix, Buffer.from([0xff])]);
  const until = performance.now() + STEP_MS;
  for (let last = after; performance.now() < until;) {
    const start = last.length === 0 ? collection.prefix : Buffer.concat([last, Buffer.alloc(1)]);
    const entries = [...engine.store.entries({ start, end, limit: READ_AHEAD })];
    for (const { key, value } of entries) {
      const stored = { id: key.subarray(4), document: decodeDocument(value) };
      engine.documents.fillIndex(collection, index, stored);
      last = key;
    }
    if (entries.length < READ_AHEAD) return finish(engine, collection, index);
    after = last;
  }
  return after;
}

function finish(engine: Engine, collection: Collection, index: Index): undefined {
  index.isBuilding = false;
  engine.catalog.save(collection);
  return undefined;
}

/** Removes what dropped collections and indexes left behind, in short steps. */
export async function sweepDiscarded({ store, catalog, turns }: Engine): Promise<void> {
  const turn = turns.start();
  for (const id of catalog.discarded()) {
    let isEmpty = false;
    while (!isEmpty) {
      isEmpty = await store.write(() => sweepStep(store, id));
      if (isEmpty) await store.write(() => catalog.forget(id));
      await turn.next();
    }
  }
}

function sweepStep(store: Engine['store'], id: number): boolean {
  const start = Buffer.alloc(4);
  start.writeUInt32BE(id);
  const end = Buffer.concat([start, Buffer.from([0xff])]);
  const keys = [...store.keys({ start, end, limit: 500 })];
  for (const key of keys) store.remove(key);
  return keys.length === 0;
}
