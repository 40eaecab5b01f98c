import { toTableRow, type TableRow, type TableStore } from '../../knowledge/index.ts';
import { anything, defineCollection } from './collection.ts';
import type { Database } from './connect.ts';
import { openDocuments } from './documents.ts';

/** A row that was taken out stays, so that a shipped one does not come back. */
type RowDocument = Omit<TableRow, 'id' | 'kind' | 'facts'> &
  Pick<TableRow, 'kind' | 'facts'> & {
    readonly _id: string;
    readonly v: 1;
    readonly isRemoved?: boolean;
  };

export const tableCollection = defineCollection<RowDocument>(
  'tables',
  {
    kind: { type: String, required: true },
    version: { type: Number, required: true },
    area: { type: String, required: true },
    facts: { ...anything, required: true },
    also: [String],
    citations: anything,
    audience: { type: String, required: true },
    validFrom: String,
    validTo: String,
    confirmed: anything,
    origin: { type: String, required: true },
    isRemoved: Boolean,
  },
  [[{ kind: 1, _id: 1 }]],
);

const standing = { isRemoved: { $ne: true } } as const;

export function createTableStore(database: Database): TableStore {
  const rows = openDocuments(database, tableCollection);

  return {
    async list(kind) {
      const filter = kind === undefined ? standing : { ...standing, kind: { $eq: kind } };
      return (await rows.list(filter, { sort: { _id: 1 } })).map(toRow);
    },
    async find(id) {
      const document = await rows.findOne({ ...standing, _id: { $eq: id } });
      return document === undefined ? undefined : toRow(document);
    },
    async insert(row) {
      if (await rows.insert(toDocument(row))) return true;
      // What an editor took out may be imported again: that is somebody's wish, a start is not.
      return rows.replace({ _id: { $eq: row.id }, isRemoved: { $eq: true } }, toDocument(row));
    },
    save: (row) =>
      rows.replace(
        { ...standing, _id: { $eq: row.id }, version: { $eq: row.version - 1 } },
        toDocument(row),
      ),
    remove: ({ id, version }) =>
      rows.update(
        { ...standing, _id: { $eq: id }, version: { $eq: version } },
        { $set: { isRemoved: true, version: version + 1 } },
      ),
    async seed(shipped) {
      const known = new Set((await rows.list({})).map(({ _id }) => _id));
      const missing = shipped.filter(({ id }) => !known.has(id));
      await Promise.all(missing.map((row) => rows.insert(toDocument(row))));
    },
  };
}

function toDocument({ id, ...row }: TableRow): RowDocument {
  return { _id: id, v: 1, ...row };
}

/** Kind and facts were written together; the facts are read by the names that the kind has. */
function toRow({ _id, v, isRemoved, kind, facts, ...base }: RowDocument): TableRow {
  return toTableRow(kind, { id: _id, ...base }, facts);
}
