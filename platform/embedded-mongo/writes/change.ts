import type { Query } from '../planner/query.ts';
import type { Collection } from '../storage/collection.ts';
import type { Stored } from '../storage/documents.ts';
import type { Engine } from '../storage/engine.ts';
import type { Turn } from '../storage/turns.ts';
import { runSlowly } from './run.ts';
import type { Effect } from './statement.ts';

/** Changes all matches, in short writes: others may read and write between two of them. */
export function changeMany(
  engine: Engine,
  namespace: string,
  query: Query,
  turn: Turn,
  change: (collection: Collection, stored: Stored) => boolean,
): Promise<Effect> {
  const count = (collection: Collection, stored: Stored): Effect => {
    return { matched: 1, changed: change(collection, stored) ? 1 : 0 };
  };
  return runSlowly(engine, { namespace, query, isMulti: true, change: count }, turn);
}
