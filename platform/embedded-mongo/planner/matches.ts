import { MongoError } from '../errors.ts';
import type { Collection } from '../storage/catalog.ts';
import type { Engine } from '../storage/engine.ts';
import type { Turn } from '../storage/turns.ts';
import type { Document } from '../types.ts';
import type { Plan } from './plan.ts';
import { decodeFor, isExactPlan, isSortedPlan, type Query } from './query.ts';
import { createRunSorter } from './sorter.ts';
import { createSource, type Found, type Source } from './source.ts';

/** A document that a query lets through, as it is stored. */
export interface Match extends Found {
  /** The fields that the query had to read. */
  readonly document?: Document;
}

export interface Matches {
  /** Up to `count` more bytes of documents in the query's order; fewer at the end or past `bytes`. */
  pull(count: number, bytes: number, turn: Turn): Promise<Buffer[]>;
  isDone(): boolean;
}

/** Opens the matches of a query: found lazily, in slices, sorted in memory when no index does it. */
export function openMatches(
  engine: Engine,
  namespace: string,
  query: Query,
  { skip = 0, limit = Number.POSITIVE_INFINITY }: { skip?: number; limit?: number } = {},
): Matches {
  const collection = engine.catalog.find(namespace);
  const plan = query.plan(collection);
  const source = collection && createSource(engine.store, collection, plan);
  const find = (turn: Turn): AsyncGenerator<Buffer> | undefined =>
    isSortedPlan(plan) || source === undefined ? undefined : sortAll(turn, skip + limit);
  let sorted: AsyncGenerator<Buffer> | undefined;
  let toSkip = skip;
  let left = limit;
  let isDone = source === undefined || limit === 0;

  async function* sortAll(turn: Turn, keep: number): AsyncGenerator<Buffer> {
    const sorter = createRunSorter(query.request.sort ?? {}, keep);
    for (;;) {
      const match = await nextMatch(turn);
      if (match === undefined) break;
      sorter.add({ bytes: match.bytes, document: match.document ?? {} });
    }
    yield* sorter.drain(turn);
  }

  async function nextMatch(turn: Turn): Promise<Match | undefined> {
    for (;;) {
      const match = source === undefined ? undefined : nextNow(source, plan, query, turn);
      if (match !== 'pause') return match;
      await rest(turn);
    }
  }

  async function rest(turn: Turn): Promise<void> {
    source?.pause();
    await turn.next();
    if (collection !== undefined) checkPlan(engine, collection, plan);
  }

  return {
    isDone: () => isDone,
    async pull(count, maxBytes, turn) {
      sorted ??= find(turn);
      const batch: Buffer[] = [];
      let size = 0;
      while (!isDone && batch.length < count && size < maxBytes) {
        let bytes: Buffer | undefined;
        if (sorted === undefined && source !== undefined) {
          const match = nextNow(source, plan, query, turn);
          if (match === 'pause') {
            await rest(turn);
            continue;
          }
          bytes = match?.bytes;
        } else bytes = (await sorted?.next())?.value as Buffer | undefined;
        if (bytes === undefined) isDone = true;
        else if (toSkip > 0) toSkip--;
        else {
          batch.push(bytes);
          size += bytes.length;
          isDone = --left <= 0;
        }
      }
      source?.pause();
      return batch;
    },
  };
}

/** The next match without waiting; 'pause' when the slice is used up. */
export function nextNow(
  source: Source,
  plan: Plan,
  query: Query,
  turn: { isOver(): boolean },
): Match | 'pause' | undefined {
  const isExact = isExactPlan(plan);
  const isRaw = isExact && isSortedPlan(plan);
  while (!turn.isOver()) {
    const found = source.next();
    if (found === undefined || isRaw) return found;
    const document = decodeFor(found.bytes, query.fields);
    if (isExact || query.test(document)) return { ...found, document };
  }
  return 'pause';
}

/** A walk whose collection or index was dropped meanwhile must not end as if it were whole. */
function checkPlan(engine: Engine, collection: Collection, plan: Plan): void {
  const isAlive =
    engine.catalog.find(collection.namespace)?.id === collection.id &&
    plan.scans.every(
      ({ index }) => index === undefined || collection.indexes.some(({ id }) => id === index.id),
    );
  if (!isAlive) throw new MongoError(175, 'collection or index dropped during the query');
}
