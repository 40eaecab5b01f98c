import { runSlowly } from '../writes/run.ts';
import { compileWrite } from '../writes/statement.ts';
import type { Engine } from './engine.ts';

/** Removes the documents whose time is up by `now`, index by index, in slices. */
export async function expireDocuments(engine: Engine, now: Date): Promise<void> {
  for (const { namespace, indexes } of engine.catalog.all()) {
    for (const { names, expireAfterSeconds, isBuilding } of indexes) {
      const [path = ''] = names;
      if (expireAfterSeconds === undefined || isBuilding) continue;
      const end = new Date(now.getTime() - expireAfterSeconds * 1000);
      const filter = { [path]: { $lte: end } };
      const write = { kind: 'delete', namespace, filter, multi: true, now } as const;
      await runSlowly(engine, compileWrite(engine, write), engine.turns.start());
    }
  }
}
