import type { SavedView, SavedViewStore } from '../../people/index.ts';

/** A SavedViewStore for tests of the desk alone. */
export function createMemoryViews(): SavedViewStore {
  const views = new Map<string, SavedView>();
  return {
    listFor: async (accountId) =>
      [...views.values()].filter((view) => view.isShared || view.ownerId === accountId),
    find: async (id) => views.get(id),
    async insert(view) {
      if (views.has(view.id)) return false;
      views.set(view.id, view);
      return true;
    },
    async save(view) {
      if (views.get(view.id)?.version !== view.version) return undefined;
      const next = { ...view, version: view.version + 1 };
      views.set(view.id, next);
      return next;
    },
    remove: async (id) => void views.delete(id),
  };
}
