import type { RoutingStore, RoutingTable } from '../../tickets/index.ts';
import { anything, defineCollection } from './collection.ts';
import type { Database } from './connect.ts';
import { openDocuments } from './documents.ts';

/** `_id` is the version, so that no version is published twice. */
type RoutingDocument = { readonly _id: number; readonly v: number; readonly table: RoutingTable };

export const routingCollection = defineCollection<RoutingDocument>(
  'routing',
  { table: { ...anything, required: true } },
  [],
  Number,
);

export function createRoutingStore(database: Database): RoutingStore {
  const tables = openDocuments(database, routingCollection);
  return {
    async list(limit) {
      const found = await tables.list({}, { sort: { _id: -1 }, limit });
      return found.map(({ table }) => table);
    },
    insert: (table) => tables.insert({ _id: table.version, v: 1, table }),
  };
}
