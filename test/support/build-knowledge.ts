import {
  buildIndex,
  createKnowledge,
  findLive,
  toEntryDocument,
  type ArticleSource,
  type Entry,
  type EntryFinder,
  type FoundEntry,
  type KnowledgePorts,
} from '../../knowledge/index.ts';
import { fold } from '../../platform/fold/index.ts';

const now = new Date('2026-03-02T01:00:00Z');

/** Finds among the entries that the list holds at each question; one list is laid out once. */
export function buildFinder(list: () => readonly Entry[]): EntryFinder {
  let laid: ReturnType<typeof layOut> | undefined;
  return {
    async find(text, filter, limit) {
      const entries = list();
      if (laid?.entries !== entries) laid = layOut(entries);
      const { index, live } = laid;
      return index.search(text, filter, limit).flatMap((hit): readonly FoundEntry[] => {
        const said = live.get(hit.id);
        return said === undefined ? [] : [{ id: hit.id, live: said, hit }];
      });
    },
  };
}

function layOut(entries: readonly Entry[]) {
  const live = new Map(
    entries.flatMap((entry) => {
      const said = findLive(entry, now);
      return said === undefined ? [] : [[entry.id, said] as const];
    }),
  );
  const documents = [...live].map(([id, said]) => toEntryDocument(id, said));
  return { entries, live, index: buildIndex(documents, { fold }) };
}

/** Nothing was imported. */
export const noArticles: ArticleSource = {
  listVersions: async () => [],
  findArticle: async () => undefined,
};

/** Knowledge over a list that a test may change; without statutes and tables unless they are given. */
export function buildKnowledge(
  list: () => readonly Entry[],
  given: Partial<KnowledgePorts> = {},
): ReturnType<typeof createKnowledge> {
  return createKnowledge({
    entries: buildFinder(list),
    articles: noArticles,
    tables: { lookUp: async () => undefined },
    fold,
    ...given,
  });
}
