import { decodeDocument } from '../bson/decode.ts';
import { MongoError } from '../errors.ts';
import { createSorter } from '../query/index.ts';
import type { Collection } from '../storage/collection.ts';
import type { Engine } from '../storage/engine.ts';
import type { Store } from '../storage/store.ts';
import type { Turn } from '../storage/turns.ts';
import type { Document } from '../types.ts';
import type { Plan, Scan } from './plan.ts';
import type { Query } from './query.ts';

/** A stored document: the key of its `_id`, its bytes, and what they say if it had to be known. */
interface Found {
  readonly id: Buffer;
  readonly bytes: Buffer;
  readonly document?: Document;
}

export interface Matches {
  /** Up to `count` more documents in the query's order; fewer at the end or past `bytes`. */
  pull(count: number, bytes: number, turn: Turn): Promise<Buffer[]>;
  isDone(): boolean;
}

const ALL = Number.POSITIVE_INFINITY;
const COUNT_BATCH = 1000;
/** As MongoDB: what a sort may hold in memory. */
const SORT_LIMIT_BYTES = 100 * 1024 * 1024;

/**
 * Opens the matches of a query: found lazily, in slices, sorted in memory when no index does it.
 * Those that are only counted may be anything.
 */
export function openMatches(
  { catalog, store }: Engine,
  namespace: string,
  query: Query,
  {
    skip = 0,
    limit = ALL,
    isCount = false,
  }: { skip?: number; limit?: number; isCount?: boolean } = {},
): Matches {
  const collection = catalog.find(namespace);
  const plan = query.plan(collection);
  let turn: Turn | undefined;
  const isOver = (): boolean => turn?.isOver() === true;

  /** A walk whose collection or index was dropped meanwhile must not end as if it were whole. */
  function check(): void {
    const now = catalog.find(namespace);
    const ids = new Set(now?.indexes.map(({ id }) => id));
    const isThere = plan.scans.every(({ index }) => index === undefined || ids.has(index.id));
    if (isThere && now?.id === collection?.id) return;
    throw new MongoError(175, 'collection or index dropped during the query');
  }

  const walk = collection && walkMatches(store, collection, query, plan, isOver, isCount);
  const results = inOrder(walk ?? [], query, plan.isSorted, isOver, skip + limit);
  let toSkip = skip;
  let left = collection === undefined ? 0 : limit;
  return {
    isDone: () => left <= 0,
    async pull(count, maxBytes, next) {
      turn = next;
      if (left > 0) check();
      const batch: Buffer[] = [];
      for (let size = 0; left > 0 && batch.length < count && size < maxBytes;) {
        const { value } = results.next();
        if (value === 'pause') await next.next().then(check);
        else if (value === undefined) left = 0;
        else if (toSkip > 0) toSkip--;
        else {
          batch.push(value);
          size += value.length;
          left--;
        }
      }
      return batch;
    },
  };
}

/** Sorts in memory when no index did. A generator inside of a function is slow to make, so it is here. */
function* inOrder(
  walk: Iterable<Found | 'pause'>,
  { request, options }: Query,
  isSorted: boolean,
  isOver: () => boolean,
  limit: number,
): Generator<Buffer | 'pause', undefined> {
  const limits = { limit, memoryLimitBytes: SORT_LIMIT_BYTES };
  const sorter = isSorted
    ? undefined
    : createSorter<Buffer>(request.sort ?? {}, { ...limits, collation: options.collation });
  for (const match of walk) {
    if (match === 'pause') yield match;
    else if (sorter === undefined) yield match.bytes;
    else sorter.push(match.document ?? {}, match.bytes, match.bytes.length);
  }
  for (const bytes of sorter?.sorted() ?? []) {
    if (isOver()) yield 'pause';
    yield bytes;
  }
  return undefined;
}

/** Counts what a query finds, up to `limit`: from the index alone when the plan is exact. */
export async function countMatches(
  engine: Engine,
  namespace: string,
  query: Query,
  limit: number,
  turn: Turn,
): Promise<number> {
  const isAll = Object.keys(query.request.filter).length === 0;
  if (isAll) return Math.min(engine.catalog.find(namespace)?.count ?? 0, limit);
  const matches = openMatches(engine, namespace, query, { limit, isCount: true });
  let count = 0;
  while (!matches.isDone()) count += (await matches.pull(COUNT_BATCH, ALL, turn)).length;
  return count;
}

/**
 * Walks what a query finds, each document once; it may rest after any of them. Says 'pause' after
 * looking at one when `isOver`. What is only counted is not read where the plan is exact.
 */
export function* walkMatches(
  store: Store,
  { prefix }: Collection,
  query: Query,
  { scans, isExact, isSorted }: Plan,
  isOver: () => boolean,
  isCount = false,
): Generator<Found | 'pause', undefined> {
  const mayRepeat = scans.length > 1 || scans.some(({ index }) => index?.isMultikey === true);
  const seen = new Set<string>();
  for (const { key, value, isDocument } of walkScans(store, scans)) {
    const id = isDocument ? key.subarray(prefix.length) : value;
    const text = mayRepeat ? id.toString('latin1') : '';
    if (seen.has(text)) continue;
    if (mayRepeat) seen.add(text);
    const isAtHand = isDocument || (isCount && isExact);
    const bytes = isAtHand ? value : store.get(Buffer.concat([prefix, id]));
    if (bytes !== undefined && isExact && isSorted) yield { id, bytes };
    else if (bytes !== undefined) {
      const document = decodeDocument(bytes);
      if (isExact || query.test(document)) yield { id, bytes, document };
    }
    if (isOver()) yield 'pause';
  }
  return undefined;
}

function* walkScans(store: Store, scans: readonly Scan[]) {
  for (const { index, ranges, isReverse, isLookup } of scans) {
    const isDocument = index === undefined;
    for (const range of ranges) {
      const entries = isLookup ? store.lookup(range.start) : store.entries(range, isReverse);
      for (const { key, value } of entries) yield { key, value, isDocument };
    }
  }
}
