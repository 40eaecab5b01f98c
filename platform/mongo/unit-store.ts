import type { Unit, UnitStore } from '../../people/index.ts';
import { anything, defineCollection } from './collection.ts';
import type { Database } from './connect.ts';
import { openDocuments } from './documents.ts';

type UnitDocument = Omit<Unit, 'id'> & { readonly _id: string; readonly v: number };

const text = { type: String, required: true };

export const unitCollection = defineCollection<UnitDocument>('units', {
  version: { type: Number, required: true },
  name: text,
  aliases: { ...anything, required: true },
  kind: text,
  level: text,
  parentId: String,
  responsibleOrganId: String,
  townId: String,
  guideId: String,
  areas: { ...anything, required: true },
  supervises: String,
  isRetired: Boolean,
});

export function createUnitStore(database: Database): UnitStore {
  const units = openDocuments(database, unitCollection);
  return {
    async list() {
      return (await units.list({})).map(toUnit);
    },
    async find(id) {
      const document = await units.find(id);
      return document && toUnit(document);
    },
    insert: (unit) => units.insert(toDocument(unit)),
    async save(unit) {
      const next = { ...unit, version: unit.version + 1 };
      const seen = { _id: { $eq: unit.id }, version: { $eq: unit.version } };
      return (await units.replace(seen, toDocument(next))) ? next : undefined;
    },
  };
}

function toDocument({ id, ...unit }: Unit): UnitDocument {
  return { _id: id, v: 1, ...unit };
}

function toUnit({ _id, v, ...unit }: UnitDocument): Unit {
  return { id: _id, ...unit };
}
