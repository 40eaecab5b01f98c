import type { SavedView, SavedViewStore } from '../../people/index.ts';
import { anything, defineCollection } from './collection.ts';
import type { Database } from './connect.ts';
import { openDocuments } from './documents.ts';

type SavedViewDocument = Omit<SavedView, 'id'> & { readonly _id: string; readonly v: number };

export const savedViewCollection = defineCollection<SavedViewDocument>(
  'saved_views',
  {
    version: { type: Number, required: true },
    ownerId: { type: String, required: true },
    name: { type: String, required: true },
    isShared: { type: Boolean, required: true },
    filters: { ...anything, required: true },
    columns: [String],
    createdAt: { type: Date, required: true },
  },
  [[{ ownerId: 1 }], [{ isShared: 1 }]],
);

export function createSavedViewStore(database: Database): SavedViewStore {
  const views = openDocuments(database, savedViewCollection);
  return {
    async listFor(accountId) {
      const found = await views.list(
        { $or: [{ ownerId: { $eq: accountId } }, { isShared: { $eq: true } }] },
        { sort: { createdAt: 1, _id: 1 } },
      );
      return found.map(toView);
    },
    async find(id) {
      const found = await views.find(id);
      return found && toView(found);
    },
    insert: (view) => views.insert(toDocument(view)),
    async save(view) {
      const next = { ...view, version: view.version + 1 };
      const at = { _id: { $eq: view.id }, version: { $eq: view.version } };
      return (await views.replace(at, toDocument(next))) ? next : undefined;
    },
    remove: (id) => views.remove({ _id: { $eq: id } }),
  };
}

function toDocument({ id, ...fields }: SavedView): SavedViewDocument {
  return { _id: id, v: 1, ...fields };
}

function toView({ _id, v: _, ...fields }: SavedViewDocument): SavedView {
  return { id: _id, ...fields };
}
