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
const CHUNK = 100;

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
  /** Finds both anew: they may be gone or replaced since the step before. */
  const use = (work: (collection: Collection, index: Index) => void): void => {
    const collection = catalog.find(namespace);
    const index = collection?.indexes.find((one) => one.id === id);
    if (collection !== undefined && index !== undefined) work(collection, index);
    else throw new MongoError(276, 'the index was dropped during its build');
  };
  const fill = ({ key, value }: Entry): void =>
    use((collection, index) => {
      const stored = { id: key.subarray(prefix.length), document: decodeDocument(value) };
      documents.fillIndex(collection, index, stored);
    });
  const finish = (): void =>
    use((collection, index) => {
      index.isBuilding = false;
      catalog.save(collection);
    });
  try {
    await visitInSteps(engine, prefix, turn, fill, finish);
  } catch (error) {
    await store.write(() => use(catalog.dropIndex));
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
  const end = endOf(prefix);
  /** Works for a step's time; gives back where the next one begins. */
  const step = (from: Buffer): Buffer | undefined => {
    const until = performance.now() + STEP_MS;
    let start = from;
    do {
      const entries = [...store.entries({ start, end, limit: CHUNK })];
      entries.forEach(visit);
      const last = entries.at(-1);
      if (last === undefined || entries.length < CHUNK) {
        finish();
        return undefined;
      }
      start = justAfter(last.key);
    } while (performance.now() < until);
    return start;
  };
  let next: Buffer | undefined = prefix;
  while (next !== undefined) {
    const from: Buffer = next;
    next = await store.write(() => step(from));
    await turn.next();
  }
}
