import { encodeKey } from '../storage/keys.ts';
import { decodeDocument } from '../bson/decode.ts';
import { nextNow, openMatches } from '../planner/matches.ts';
import { isSortedPlan, type Query } from '../planner/query.ts';
import { createSource } from '../planner/source.ts';
import { compileSort } from '../query/index.ts';
import type { Collection } from '../storage/collection.ts';
import type { Stored } from '../storage/documents.ts';
import type { Engine } from '../storage/engine.ts';
import type { Turn } from '../storage/turns.ts';

/** How long a search may hold a write transaction, in ms; longer ones search outside of it. */
const SEARCH_MS = 4;
/** As many documents as one write changes before it lets others in. */
const CHUNK = 200;

/** Says that the search is too long for a write transaction. */
export const TOO_LONG = Symbol('too long');

/** Finds what a change is for while the write transaction holds: nothing can come between. */
export function findNow(
  engine: Engine,
  collection: Collection | undefined,
  query: Query,
  isMulti: boolean,
): Stored[] | typeof TOO_LONG {
  if (collection === undefined) return [];
  const plan = query.plan(collection);
  const source = createSource(engine.store, collection, plan);
  const until = performance.now() + SEARCH_MS;
  const turn = { isOver: () => performance.now() > until };
  const order = isSortedPlan(plan)
    ? undefined
    : compileSort(query.request.sort ?? {}, query.options.collation);
  const found: Stored[] = [];
  for (;;) {
    const match = nextNow(source, plan, query, turn);
    if (match === 'pause' || found.length > CHUNK) return TOO_LONG;
    if (match === undefined) return found;
    const stored = { id: match.id, document: decodeDocument(match.bytes) };
    const [best] = found;
    if (isMulti || best === undefined) found.push(stored);
    else if (order !== undefined && order(stored.document, best.document) < 0) found[0] = stored;
    if (!isMulti && order === undefined) return found;
  }
}

/** The ids of what a query finds, searched in slices outside of any write. */
export async function findIds(
  engine: Engine,
  namespace: string,
  query: Query,
  isMulti: boolean,
  turn: Turn,
): Promise<Buffer[]> {
  const matches = openMatches(engine, namespace, query, isMulti ? {} : { limit: 1 });
  const ids: Buffer[] = [];
  while (!matches.isDone()) {
    for (const bytes of await matches.pull(CHUNK, Number.POSITIVE_INFINITY, turn)) {
      ids.push(encodeKey([decodeDocument(bytes, 0, ID_ONLY)['_id']]));
    }
  }
  return ids;
}

const ID_ONLY = new Set(['_id']);

/** Reads a document again inside a write; undefined when it is gone or no longer fits. */
export function readAgain(
  engine: Engine,
  collection: Collection,
  query: Query,
  id: Buffer,
): Stored | undefined {
  const bytes = engine.store.get(Buffer.concat([collection.prefix, id]));
  if (bytes === undefined) return undefined;
  const document = decodeDocument(bytes);
  return query.test(document) ? { id, document } : undefined;
}

/** What a change does with one document of a collection. */
export type Change<Result> = (collection: Collection, stored: Stored) => Result;

/**
 * Changes the first match, or calls `otherwise` when there is none: search and change are one
 * atomic step. A search too long for that is made outside, and made again when it was overtaken.
 */
export async function changeOne<Result>(
  engine: Engine,
  namespace: string,
  query: Query,
  turn: Turn,
  change: Change<Result>,
  otherwise: () => Result,
): Promise<Result> {
  const first = await engine.store.write(() => {
    return changeOneNow(engine, namespace, query, change, otherwise);
  });
  if (first !== TOO_LONG) return first;
  for (;;) {
    const [id] = await findIds(engine, namespace, query, false, turn);
    const result = await engine.store.write((): { value: Result } | undefined => {
      if (id === undefined) return { value: otherwise() };
      const collection = engine.catalog.find(namespace);
      const stored = collection && readAgain(engine, collection, query, id);
      return collection && stored && { value: change(collection, stored) };
    });
    if (result !== undefined) return result.value;
  }
}

/** `changeOne` inside a write that is already running; TOO_LONG when nothing was done yet. */
export function changeOneNow<Result>(
  engine: Engine,
  namespace: string,
  query: Query,
  change: Change<Result>,
  otherwise: () => Result,
): Result | typeof TOO_LONG {
  const collection = engine.catalog.find(namespace);
  const found = findNow(engine, collection, query, false);
  if (found === TOO_LONG) return TOO_LONG;
  const [stored] = found;
  return collection === undefined || stored === undefined
    ? otherwise()
    : change(collection, stored);
}

/** Changes all matches, in chunks: others may read and write between two of them. */
export async function changeMany(
  engine: Engine,
  namespace: string,
  query: Query,
  turn: Turn,
  change: Change<boolean>,
): Promise<{ matched: number; changed: number }> {
  const ids = await findIds(engine, namespace, query, true, turn);
  const total = { matched: 0, changed: 0 };
  for (let at = 0; at < ids.length;) {
    const done = await engine.store.write(() => {
      const until = performance.now() + SEARCH_MS;
      const step = { next: at, matched: 0, changed: 0 };
      const collection = engine.catalog.find(namespace);
      while (step.next < ids.length && performance.now() < until) {
        const id = ids[step.next++] ?? Buffer.alloc(0);
        const stored = collection && readAgain(engine, collection, query, id);
        if (collection === undefined || stored === undefined) continue;
        step.matched++;
        if (change(collection, stored)) step.changed++;
      }
      return step;
    });
    at = done.next;
    total.matched += done.matched;
    total.changed += done.changed;
    await turn.yieldIfDue();
  }
  return total;
}
