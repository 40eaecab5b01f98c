import type { Engine } from '../storage/engine.ts';
import type { Turn } from '../storage/turns.ts';
import { nextNow } from './matches.ts';
import { isExactPlan, type Query } from './query.ts';
import { createSource } from './source.ts';

/** Counts what a query finds, up to `limit`: from the index alone when the plan is exact. */
export async function countMatches(
  engine: Engine,
  namespace: string,
  query: Query,
  limit: number,
  turn: Turn,
): Promise<number> {
  const collection = engine.catalog.find(namespace);
  if (collection === undefined) return 0;
  if (Object.keys(query.request.filter).length === 0) return Math.min(collection.count, limit);
  const plan = query.plan(collection);
  const source = createSource(engine.store, collection, plan);
  const isCovered = isExactPlan(plan);
  let count = 0;
  while (count < limit) {
    const found = isCovered ? source.nextId() : nextNow(source, plan, query, turn);
    if (found === undefined) break;
    if (found !== 'pause') count++;
    if (found === 'pause' || turn.isOver()) {
      source.pause();
      await turn.next();
    }
  }
  source.pause();
  return count;
}
