import {
  findLive,
  toEntryDocument,
  type Entry,
  type EntryFinder,
  type FoundEntry,
  type KnowledgeStore,
} from '../../knowledge/index.ts';
import { createKeptIndex, type Change, type ChangeSource } from './kept-index.ts';
import type { IndexPorts } from './ports.ts';

type EntrySource = Pick<KnowledgeStore, 'listLive' | 'listChangedSince' | 'findMany'>;

/** A finder whose index is opened by its first use. */
export type KeptFinder = EntryFinder & { readonly isOpen: () => boolean };

/** Finds live entries. What is found is read from the store, so that nothing is said that is not live. */
export function createEntryFinder(store: EntrySource, ports: IndexPorts): KeptFinder {
  const { now } = ports;
  const kept = createKeptIndex({ ...ports, source: toChangeSource(store, now) });
  return {
    isOpen: kept.isOpen,
    async find(text, filter, limit) {
      const index = await kept.use();
      const hits = index.search(text, filter, limit);
      const entries = await store.findMany(hits.map(({ id }) => id));
      const byId = new Map(entries.map((entry) => [entry.id, entry]));
      return hits.flatMap((hit): readonly FoundEntry[] => {
        const entry = byId.get(hit.id);
        const live = entry && findLive(entry, now());
        return live === undefined ? [] : [{ id: hit.id, live, hit }];
      });
    },
  };
}

function toChangeSource(store: EntrySource, now: () => Date): ChangeSource {
  return {
    name: 'entries',
    async *readAll() {
      const entries = await store.listLive(now());
      yield entries.flatMap((entry) => toChange(entry, now()).document ?? []);
    },
    async listChanges(since) {
      const at = now();
      return (await store.listChangedSince(since, at)).map((entry) => toChange(entry, at));
    },
  };
}

/** A schedule that has come due changes what is live without a new version: half a step. */
function toChange(entry: Entry, at: Date): Change {
  const { id, version, changedAt, publishAt } = entry;
  const live = findLive(entry, at);
  const isDue = publishAt !== undefined && publishAt <= at;
  return {
    id,
    mark: isDue ? version + 0.5 : version,
    at: changedAt,
    ...(live !== undefined && { document: toEntryDocument(id, live) }),
  };
}
