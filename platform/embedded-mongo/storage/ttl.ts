import { compileQuery } from '../planner/query.ts';
import { changeMany } from '../writes/change.ts';
import type { Engine } from './engine.ts';

/** Removes the documents whose time is up by `now`, index by index, in slices. */
export async function expireDocuments(engine: Engine, now: Date): Promise<void> {
  for (const { namespace, indexes } of engine.catalog.all()) {
    for (const { names, expireAfterSeconds, isBuilding } of indexes) {
      const [path = ''] = names;
      if (expireAfterSeconds === undefined || isBuilding) continue;
      const end = new Date(now.getTime() - expireAfterSeconds * 1000);
      const query = compileQuery({ filter: { [path]: { $lte: end } }, now });
      await changeMany(engine, namespace, query, engine.turns.start(), (collection, stored) => {
        engine.documents.remove(collection, stored);
        return true;
      });
    }
  }
}
