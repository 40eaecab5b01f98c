import type { Article, StatuteStore, StatuteVersion } from '../../knowledge/index.ts';

/** Statutes in two maps; for tests of what stands before the store. */
export function createInMemoryStatuteStore(): StatuteStore {
  const versions = new Map<string, StatuteVersion>();
  const articles = new Map<string, Article>();
  const listArticles = (versionId: string) =>
    [...articles.values()].filter((article) => article.versionId === versionId);
  return {
    listVersions: async (title) =>
      [...versions.values()].filter(
        (version) => version.isWhole && (title === undefined || version.title === title),
      ),
    findArticle: async (versionId, number) =>
      listArticles(versionId).find((article) => article.number === number),
    listArticles: async (versionId) => listArticles(versionId),
    changedSince: async () => [],
    begin: async (version) => void versions.set(version.id, version),
    addArticles: async (added) => {
      for (const article of added) articles.set(article.id, article);
    },
    finish: async (id) => {
      const version = versions.get(id);
      if (version !== undefined) versions.set(id, { ...version, isWhole: true });
    },
    setDates: async (id, { inForceFrom, inForceTo, stale, ...dates }) => {
      const version = versions.get(id);
      if (version === undefined) return;
      const { inForceFrom: _1, inForceTo: _2, stale: _3, ...rest } = version;
      versions.set(id, {
        ...rest,
        ...dates,
        ...(inForceFrom && { inForceFrom }),
        ...(inForceTo && { inForceTo }),
        ...(stale !== undefined && { stale }),
      });
    },
  };
}
