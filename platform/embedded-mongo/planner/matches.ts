import { decodeDocument } from '../bson/decode.ts';
import { MongoError } from '../errors.ts';
import { createSorter } from '../query/index.ts';
import type { Engine } from '../storage/engine.ts';
import type { Turn } from '../storage/turns.ts';
import type { Document } from '../types.ts';
import type { Plan } from './plan.ts';
import { isExactPlan, isSortedPlan, type Query } from './query.ts';
import { createSource, type Found, type Source } from './source.ts';

/** A document that a query lets through, as it is stored. */
export interface Match extends Found {
  /** The fields that the query had to read. */
  readonly document?: Document;
}

export interface Matches {
  /** Up to `count` more documents in the query's order; fewer at the end or past `bytes`. */
  pull(count: number, bytes: number, turn: Turn): Promise<Buffer[]>;
  isDone(): boolean;
}

/** As MongoDB: what a sort may hold in memory. */
const SORT_LIMIT_BYTES = 100 * 1024 * 1024;
const NO_MATCHES: Matches = { pull: () => Promise.resolve([]), isDone: () => true };

/** Opens the matches of a query: found lazily, in slices, sorted in memory when no index does it. */
export function openMatches(
  engine: Engine,
  namespace: string,
  query: Query,
  { skip = 0, limit = Number.POSITIVE_INFINITY }: { skip?: number; limit?: number } = {},
): Matches {
  const collection = engine.catalog.find(namespace);
  if (collection === undefined || limit === 0) return NO_MATCHES;
  const plan = query.plan(collection);
  const source = createSource(engine.store, collection, plan);
  let sorted: Iterator<Buffer> | undefined;
  let toSkip = skip;
  let left = limit;

  /** A walk whose collection or index was dropped meanwhile must not end as if it were whole. */
  function checkPlan(): void {
    const now = engine.catalog.find(namespace);
    const ids = new Set(now?.indexes.map(({ id }) => id));
    const isThere = plan.scans.every(({ index }) => index === undefined || ids.has(index.id));
    if (isThere && now?.id === collection?.id) return;
    throw new MongoError(175, 'collection or index dropped during the query');
  }

  async function rest(turn: Turn): Promise<void> {
    source.pause();
    await turn.next();
    checkPlan();
  }

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
      if (match === 'pause') await rest(turn);
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
      checkPlan();
      if (!isSortedPlan(plan)) sorted ??= await sortAll(turn);
      const batch: Buffer[] = [];
      for (let size = 0; left > 0 && batch.length < count && size < maxBytes;) {
        const bytes = take(turn);
        if (bytes === 'pause') await rest(turn);
        else if (bytes === undefined) left = 0;
        else if (toSkip > 0) toSkip--;
        else {
          batch.push(bytes);
          size += bytes.length;
          left--;
        }
      }
      source.pause();
      return batch;
    },
  };
}

/** The next match without waiting; 'pause' when the slice is used up. */
export function nextNow(
  source: Source,
  plan: Plan,
  query: Query,
  turn: Pick<Turn, 'isOver'>,
): Match | 'pause' | undefined {
  const isExact = isExactPlan(plan);
  const isRaw = isExact && isSortedPlan(plan);
  while (!turn.isOver()) {
    const found = source.next();
    if (found === undefined || isRaw) return found;
    const document = decodeDocument(found.bytes, 0, query.fields);
    if (isExact || query.test(document)) return { ...found, document };
  }
  return 'pause';
}
