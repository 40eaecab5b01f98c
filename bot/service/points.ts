import { createFindPoint } from '../../people/index.ts';
import * as mongo from '../../platform/mongo/index.ts';
import type { House } from './house.ts';

/** Contact points: what a scene leads to, and what people did there. */
export function openPoints({ database }: Pick<House, 'database'>) {
  const store = mongo.createContactPointStore(database);
  const visits = mongo.createPointVisitStore(database);
  return { store, visits, find: createFindPoint(store), record: visits.record };
}
