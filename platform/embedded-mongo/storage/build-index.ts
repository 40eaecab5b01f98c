import { decodeDocument } from '../bson/decode.ts';
import { MongoError } from '../errors.ts';
import type { Document } from '../types.ts';
import { type Collection, type Index, toPrefix } from './collection.ts';
import type { Engine } from './engine.ts';
import { endOf, justAfter } from './keys.ts';
import type { Entry } from './store.ts';
import type { Turn } from './turns.ts';

/** How long one step of a build or a sweep works before it is committed, in ms. */
const STEP_MS = 4;

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
  const { id, prefix } = await store.write(() => {
    const collection = catalog.find(namespace) ?? catalog.create(namespace);
    return { id: catalog.addIndex(collection, spec).id, prefix: collection.prefix };
  });
  /** Both may be gone or replaced since the step before. */
  const find = (): [Collection, Index] => {
    const collection = catalog.find(namespace);
    const index = collection?.indexes.find((one) => one.id === id);
    if (collection !== undefined && index !== undefined) return [collection, index];
    throw new MongoError(276, 'the index was dropped during its build');
  };
  const fill = ({ key, value }: Entry): void => {
    const stored = { id: key.subarray(prefix.length), document: decodeDocument(value) };
    documents.fillIndex(...find(), stored);
  };
  try {
    const finish = (): void => catalog.changeIndex(...find(), { isBuilding: false });
    await visitInSteps(engine, prefix, turn, fill, finish);
  } catch (error) {
    await store.write(() => catalog.dropIndex(...find()));
    throw error;
  }
}

/** Removes what dropped collections and indexes left behind, in short steps. */
export async function sweepDiscarded(engine: Engine): Promise<void> {
  const { store, catalog, turns } = engine;
  for (const id of catalog.discarded()) {
    const sweep = ({ key }: Entry): void => store.remove(key);
    await visitInSteps(engine, toPrefix(id), turns.start(), sweep, () => catalog.forget(id));
  }
}

/** Visits all that lies under a prefix, in short writes; `finish` is part of the last one. */
async function visitInSteps(
  { store }: Engine,
  prefix: Buffer,
  turn: Turn,
  visit: (entry: Entry) => void,
  finish: () => void,
): Promise<void> {
  /** Works for a step's time; gives back where the next one begins. */
  const step = (start: Buffer): Buffer | undefined => {
    const until = performance.now() + STEP_MS;
    for (const entry of store.entries({ start, end: endOf(prefix) })) {
      visit(entry);
      if (performance.now() > until) return justAfter(entry.key);
    }
    finish();
    return undefined;
  };
  for (let next: Buffer | undefined = prefix; next !== undefined;) {
    const start: Buffer = next;
    next = await store.write(() => step(start));
    await turn.next();
  }
}
