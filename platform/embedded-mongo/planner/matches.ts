import { decodeDocument } from '../bson/decode.ts';
import { MongoError } from '../errors.ts';
import { createSorter } from '../query/index.ts';
import type { Engine } from '../storage/engine.ts';
import type { Turn } from '../storage/turns.ts';
import type { Plan } from './plan.ts';
import { isExactPlan, isSortedPlan, type Query } from './query.ts';
import { createSource, type Found, type Source } from './source.ts';

export interface Matches {
  /** Up to `count` more documents in the query's order; fewer at the end or past `bytes`. */
  pull(count: number, bytes: number, turn: Turn): Promise<Buffer[]>;
  isDone(): boolean;
}

/** As MongoDB: what a sort may hold in memory. */
const SORT_LIMIT_BYTES = 100 * 1024 * 1024;

/** Opens the matches of a query: found lazily, in slices, sorted in memory when no index does it. */
export function openMatches(
  engine: Engine,
  namespace: string,
  query: Query,
  { skip = 0, limit = Number.POSITIVE_INFINITY }: { skip?: number; limit?: number } = {},
): Matches {
  const { plan, source, checkPlan } = openWalk(engine, namespace, query);
  let sorted: Iterator<Buffer> | undefined;
  let toSkip = skip;
  let left = plan.scans.length === 0 ? 0 : limit;

  /** Looks at all matches first. */
  async function sortAll(turn: Turn): Promise<Iterator<Buffer>> {
    const sorter = createSorter<Buffer>(query.request.sort ?? {}, {
      limit: skip + limit,
      memoryLimitBytes: SORT_LIMIT_BYTES,
      collation: query.options.collation,
    });
    for (;;) {
      const match = nextNow(source, plan, query, turn);
      if (match === undefined) return sorter.sorted()[Symbol.iterator]();
      if (match === 'pause') await turn.next().then(checkPlan);
      else sorter.push(match.document ?? {}, match.bytes, match.bytes.length);
    }
  }

  function take(turn: Turn): Buffer | 'pause' | undefined {
    if (sorted !== undefined) return turn.isOver() ? 'pause' : sorted.next().value;
    const match = nextNow(source, plan, query, turn);
    return match === 'pause' ? match : match?.bytes;
  }

  return {
    isDone: () => left <= 0,
    async pull(count, maxBytes, turn) {
      if (left > 0) checkPlan();
      if (left > 0 && !isSortedPlan(plan)) sorted ??= await sortAll(turn);
      const batch: Buffer[] = [];
      for (let size = 0; left > 0 && batch.length < count && size < maxBytes;) {
        const bytes = take(turn);
        if (bytes === 'pause') await turn.next().then(checkPlan);
        else if (bytes === undefined) left = 0;
        else if (toSkip > 0) toSkip--;
        else {
          batch.push(bytes);
          size += bytes.length;
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
  if (Object.keys(query.request.filter).length === 0) {
    return Math.min(engine.catalog.find(namespace)?.count ?? 0, limit);
  }
  const { plan, source, checkPlan } = openWalk(engine, namespace, query);
  let count = 0;
  while (count < limit) {
    const found = isExactPlan(plan) ? source.next().value : nextNow(source, plan, query, turn);
    if (found === undefined) break;
    if (found !== 'pause') count++;
    if (turn.isOver()) await turn.next().then(checkPlan);
  }
  return count;
}

function openWalk(engine: Engine, namespace: string, query: Query) {
  const { catalog, store } = engine;
  const collection = catalog.find(namespace);
  const plan = query.plan(collection);
  /** A walk whose collection or index was dropped meanwhile must not end as if it were whole. */
  const checkPlan = (): void => {
    const now = catalog.find(namespace);
    const ids = new Set(now?.indexes.map(({ id }) => id));
    const isThere = plan.scans.every(({ index }) => index === undefined || ids.has(index.id));
    if (isThere && now?.id === collection?.id) return;
    throw new MongoError(175, 'collection or index dropped during the query');
  };
  return { plan, source: createSource(store, collection, plan), checkPlan };
}

/** The next match without waiting; 'pause' when the slice is used up. */
export function nextNow(
  source: Source,
  plan: Plan,
  query: Query,
  turn: Pick<Turn, 'isOver'>,
): Found | 'pause' | undefined {
  const isExact = isExactPlan(plan);
  const isRaw = isExact && isSortedPlan(plan);
  while (!turn.isOver()) {
    const candidate = source.next().value;
    if (candidate === undefined) return undefined;
    const { id } = candidate;
    const bytes = candidate.read();
    if (bytes === undefined) continue;
    if (isRaw) return { id, bytes };
    const document = decodeDocument(bytes, 0, query.fields);
    if (isExact || query.test(document)) return { id, bytes, document };
  }
  return 'pause';
}
