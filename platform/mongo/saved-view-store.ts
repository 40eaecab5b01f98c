import type { SavedView, SavedViewStore } from '../../people/index.ts';
import type { Seal, SealContext, SealedValue } from '../seal/index.ts';
import { anything, defineCollection, openCollection } from './collection.ts';
import type { Database } from './connect.ts';
import { openDocuments } from './documents.ts';

type Words = Pick<SavedView, 'name' | 'filters'>;

/** What staff typed lies sealed: a name or a search may be a unit that a sealed matter is about. */
type SavedViewDocument = Omit<SavedView, 'id' | keyof Words> & {
  readonly _id: string;
  readonly v: number;
  readonly sealed?: SealedValue;
  /** As older releases stored them. */
  readonly name?: string;
  readonly filters?: SavedView['filters'];
};

export const savedViewCollection = defineCollection<SavedViewDocument>(
  'saved_views',
  {
    version: { type: Number, required: true },
    ownerId: { type: String, required: true },
    sealed: anything,
    name: String,
    isShared: { type: Boolean, required: true },
    filters: anything,
    columns: [String],
    createdAt: { type: Date, required: true },
  },
  [[{ ownerId: 1 }], [{ isShared: 1 }]],
);

export function createSavedViewStore(database: Database, seal: Seal): SavedViewStore {
  const views = openDocuments(database, savedViewCollection);
  return {
    async listFor(accountId) {
      const found = await views.list(
        { $or: [{ ownerId: { $eq: accountId } }, { isShared: { $eq: true } }] },
        { sort: { createdAt: 1, _id: 1 } },
      );
      return found.map((view) => toView(view, seal));
    },
    async find(id) {
      const found = await views.find(id);
      return found && toView(found, seal);
    },
    insert: (view) => views.insert(toDocument(view, seal)),
    async save(view) {
      const next = { ...view, version: view.version + 1 };
      const at = { _id: { $eq: view.id }, version: { $eq: view.version } };
      return (await views.replace(at, toDocument(next, seal))) ? next : undefined;
    },
    remove: (id) => views.remove({ _id: { $eq: id } }),
  };
}

/** Seals what older releases stored in plain words. Safe to repeat. */
export async function sealSavedViews(database: Database, seal: Seal): Promise<void> {
  const views = openCollection(database, savedViewCollection);
  for (const view of await views.find({ name: { $exists: true } }).toArray()) {
    const seen = { _id: { $eq: view._id }, version: { $eq: view.version } };
    await views.replaceOne(seen, toDocument(toView(view, seal), seal));
  }
}

function toDocument({ id, name, filters, ...fields }: SavedView, seal: Seal): SavedViewDocument {
  const sealed = seal.seal(JSON.stringify({ name, filters }), toSavedViewContext(id));
  return { _id: id, v: 1, ...fields, sealed };
}

function toView(document: SavedViewDocument, seal: Seal): SavedView {
  const { _id, v: _, sealed, name = '', filters = {}, ...fields } = document;
  if (sealed === undefined) return { id: _id, ...fields, name, filters };
  const words: Words = JSON.parse(seal.open(sealed, toSavedViewContext(_id)));
  return { id: _id, ...fields, ...words };
}

export function toSavedViewContext(id: string): SealContext {
  return { collection: 'saved_views', field: 'sealed', id };
}
