import {
  toArticleDocument,
  type ArticleFinder,
  type Document,
  type FoundArticle,
  type StatuteReader,
  type StatuteVersion,
} from '../../knowledge/index.ts';
import { createKeptIndex, type Change, type ChangeSource } from './kept-index.ts';
import type { IndexPorts } from './ports.ts';

const snippetLength = 80;

/** Opened at its first use: only editors and the model need it. */
export function createArticleFinder(reader: StatuteReader, ports: IndexPorts): ArticleFinder {
  const kept = createKeptIndex({ ...ports, source: toChangeSource(reader) });
  return {
    async find(text, filter, limit) {
      const index = await kept.use();
      const hits = index.search(text, { audience: 'public', ...filter }, limit);
      const versions = new Map((await reader.listVersions()).map((one) => [one.id, one]));
      const found = await Promise.all(
        hits.map(async (hit): Promise<readonly FoundArticle[]> => {
          const [versionId, number] = splitArticleId(hit.id);
          const version = versions.get(versionId);
          const article = version && (await reader.findArticle(versionId, number));
          if (version === undefined || article === undefined) return [];
          const snippet = index.cutSnippet(article.text, text, snippetLength);
          return [{ article, version, hit, snippet }];
        }),
      );
      return found.flat();
    },
  };
}

/** An article's id is its version's and its number. */
function splitArticleId(id: string): readonly [versionId: string, number: string] {
  const at = id.lastIndexOf(':');
  return [id.slice(0, at), id.slice(at + 1)];
}

function toChangeSource(reader: StatuteReader): ChangeSource {
  async function readVersion(version: StatuteVersion): Promise<readonly Document[]> {
    const articles = await reader.listArticles(version.id);
    return articles.map((article) => toArticleDocument(article, version));
  }

  return {
    name: 'articles',
    async *readAll() {
      for (const version of await reader.listVersions()) yield await readVersion(version);
    },
    async listChanges(since) {
      const changed = await reader.changedSince(since);
      const changes = changed.map(async ({ version, changedAt }) => {
        const documents = await readVersion(version);
        return documents.map((document): Change => {
          return { id: document.id, mark: changedAt.getTime(), at: changedAt, document };
        });
      });
      return (await Promise.all(changes)).flat();
    },
  };
}
