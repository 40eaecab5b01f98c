import { createResolve, type ArticleFinder, type Resolved } from './answer/index.ts';
import type { Citation } from './citation.ts';
import type { Fold, Snippet } from './retrieval/index.ts';
import { createStatuteNames, readCitations, type StatuteReader } from './statute/index.ts';

/** An article to cite; found by words it comes with the piece that has most of them. */
export type PickedArticle = {
  readonly citation: Citation;
  readonly resolved: Resolved;
  readonly snippet?: Snippet;
};

/** What editors pick citations from, as of a day (YYYY-MM-DD). */
export type ArticlePicker = {
  /** By a citation in the text where there is one, else by its words. */
  readonly pick: (query: string, day: string) => Promise<readonly PickedArticle[]>;
  /** The citations that a text spells out, each with what is known of it. */
  readonly read: (text: string, day: string) => Promise<readonly PickedArticle[]>;
};

const mostPicked = 12;

export function createArticlePicker(ports: {
  readonly statutes: Pick<StatuteReader, 'listVersions' | 'findArticle'>;
  readonly articles: ArticleFinder;
  readonly fold: Fold;
}): ArticlePicker {
  const { statutes, articles, fold } = ports;
  const resolve = createResolve(statutes);

  async function read(text: string, day: string): Promise<readonly PickedArticle[]> {
    const titles = (await statutes.listVersions()).map(({ title }) => title);
    const names = createStatuteNames([...new Set(titles)], fold);
    const cited = new Map(
      readCitations(text, names, fold).map(({ statute, article }) => [
        `${statute}@${article}`,
        { statute, article },
      ]),
    );
    return Promise.all(
      [...cited.values()].map(async (citation) => ({
        citation,
        resolved: await resolve(citation, { from: day, to: day }),
      })),
    );
  }

  return {
    read,
    async pick(query, day) {
      const named = await read(query, day);
      if (named.length > 0) return named;
      const found = await articles.find(query, { inForceOn: day }, mostPicked);
      return found.map(({ article, version, snippet }) => {
        const citation = { statute: version.title, article: article.number };
        return { citation, snippet, resolved: { kind: 'in_force', citation, version, article } };
      });
    },
  };
}
