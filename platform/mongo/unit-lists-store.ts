import type { Power, PowerStore, Remit, RemitStore } from '../../people/index.ts';
import { defineCollection, openCollection } from './collection.ts';
import type { Collection, Stored } from './collection.ts';
import type { Database } from './connect.ts';
import { openDocuments } from './documents.ts';

type Row<Item> = Omit<Item, 'id'> & { readonly _id: string; readonly v: number };

const text = { type: String, required: true };

export const powerCollection = defineCollection<Row<Power>>(
  'unit_powers',
  { unitId: text, matter: text, article: text, basis: text, organId: String },
  [[{ unitId: 1 }]],
);

export const remitCollection = defineCollection<Row<Remit>>('remits', {
  body: text,
  kind: text,
  matter: text,
  source: text,
  order: { type: Number, required: true },
});

export function createPowerStore(database: Database): PowerStore {
  const powers = openDocuments(database, powerCollection);
  return {
    async listOf(unitIds) {
      const found = await powers.list({ unitId: { $in: unitIds } }, { sort: { matter: 1 } });
      return found.map(toPower);
    },
    async list() {
      return (await powers.list({})).map(toPower);
    },
    ...createRowWriter(database, powerCollection),
  };
}

export function createRemitStore(database: Database): RemitStore {
  const remits = openDocuments(database, remitCollection);
  return {
    async list() {
      return (await remits.list({}, { sort: { body: 1, order: 1 } })).map(toRemit);
    },
    ...createRowWriter(database, remitCollection),
  };
}

function toPower({ _id, v, ...power }: Row<Power>): Power {
  return { id: _id, ...power };
}

function toRemit({ _id, v, ...remit }: Row<Remit>): Remit {
  return { id: _id, ...remit };
}

/** Rows that are put in as a whole, each in the place of what was under its id. */
function createRowWriter(database: Database, collection: Pick<Collection<Stored>, 'name'>) {
  const rows = openCollection<Stored>(database, collection);
  return {
    async put(items: readonly { readonly id: string }[]): Promise<void> {
      if (items.length === 0) return;
      const writes = items.map(({ id, ...row }) => ({
        replaceOne: { filter: { _id: { $eq: id } }, replacement: { v: 1, ...row }, upsert: true },
      }));
      await rows.bulkWrite(writes, { ordered: false });
    },
    async remove(ids: readonly string[]): Promise<void> {
      await rows.deleteMany({ _id: { $in: [...ids] } });
    },
  };
}
