import { MongoError } from '../errors.ts';
import { createSorter } from '../query/index.ts';
import type { Engine } from '../storage/engine.ts';
import type { Turn } from '../storage/turns.ts';
import type { Query } from './query.ts';
import { walkEntries, walkMatches } from './walk.ts';

export interface Matches {
  /** Up to `count` more documents in the query's order; fewer at the end or past `bytes`. */
  pull(count: number, bytes: number, turn: Turn): Promise<Buffer[]>;
  isDone(): boolean;
}

const ALL = Number.POSITIVE_INFINITY;
/** As MongoDB: what a sort may hold in memory. */
const SORT_LIMIT_BYTES = 100 * 1024 * 1024;

/** Opens the matches of a query: found lazily, in slices, sorted in memory when no index does it. */
export function openMatches(
  engine: Engine,
  namespace: string,
  query: Query,
  { skip = 0, limit = ALL }: { skip?: number; limit?: number } = {},
): Matches {
  const { collection, plan, check } = planNow(engine, namespace, query);
  let turn: Turn | undefined;
  const isOver = (): boolean => turn?.isOver() === true;

  function* inOrder(): Generator<Buffer | 'pause', undefined> {
    const sorter = createSorter<Buffer>(query.request.sort ?? {}, {
      limit: skip + limit,
      memoryLimitBytes: SORT_LIMIT_BYTES,
      collation: query.options.collation,
    });
    for (const match of walkMatches(engine.store, collection, query, plan, isOver)) {
      if (match === 'pause') yield match;
      else if (plan.isSorted) yield match.bytes;
      else sorter.push(match.document ?? {}, match.bytes, match.bytes.length);
    }
    for (const bytes of plan.isSorted ? [] : sorter.sorted()) {
      if (isOver()) yield 'pause';
      yield bytes;
    }
    return undefined;
  }

  const results = inOrder();
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

/** Counts what a query finds, up to `limit`: from the index alone when the plan is exact. */
export async function countMatches(
  engine: Engine,
  namespace: string,
  query: Query,
  limit: number,
  turn: Turn,
): Promise<number> {
  const { collection, plan, check } = planNow(engine, namespace, query);
  const isAll = Object.keys(query.request.filter).length === 0;
  if (collection === undefined || isAll) return Math.min(collection?.count ?? 0, limit);
  const found = plan.isExact
    ? walkEntries(engine.store, collection, plan)
    : walkMatches(engine.store, collection, query, plan, () => turn.isOver());
  let count = 0;
  for (const one of found) {
    if (one !== 'pause') count++;
    if (count >= limit) break;
    if (turn.isOver()) await turn.next().then(check);
  }
  return count;
}

function planNow({ catalog }: Engine, namespace: string, query: Query) {
  const collection = catalog.find(namespace);
  const plan = query.plan(collection);
  /** A walk whose collection or index was dropped meanwhile must not end as if it were whole. */
  const check = (): void => {
    const now = catalog.find(namespace);
    const ids = new Set(now?.indexes.map(({ id }) => id));
    const isThere = plan.scans.every(({ index }) => index === undefined || ids.has(index.id));
    if (isThere && now?.id === collection?.id) return;
    throw new MongoError(175, 'collection or index dropped during the query');
  };
  return { collection, plan, check };
}
