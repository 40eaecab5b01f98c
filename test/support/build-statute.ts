import {
  toArticleLabel,
  type Article,
  type ArticleSource,
  type StatuteVersion,
} from '../../knowledge/index.ts';

type Version = {
  readonly adoptedOn: string;
  readonly from: string;
  readonly to?: string;
  readonly articles: readonly string[];
};

const source = '附则';

/** One statute in its versions, with invented words in its articles, looked at until 2026-02-20. */
export function buildArticles(given: {
  readonly title: string;
  readonly versions: readonly Version[];
}): ArticleSource {
  const { title } = given;
  const articles = new Map<string, Article>();
  const versions = given.versions.map(
    ({ adoptedOn, from, to, articles: numbers }): StatuteVersion => {
      const id = `${title}@${adoptedOn}`;
      for (const number of numbers) {
        const label = toArticleLabel(number);
        const text = `${label}　${adoptedOn} 通过的文字。`;
        articles.set(`${id}:${number}`, {
          id: `${id}:${number}`,
          versionId: id,
          number,
          label,
          text,
        });
      }
      return {
        id,
        title,
        adoptedOn: { day: adoptedOn, source },
        inForceFrom: { day: from, source },
        ...(to !== undefined && { inForceTo: { day: to, source, by: 'newer' } }),
        checkedThrough: '2026-02-20',
        acts: given.versions.map(({ adoptedOn: day }) => day),
        repeals: [],
        articles: numbers.length,
        digest: id,
        isWhole: true,
      };
    },
  );
  return {
    listVersions: async (wanted) => (wanted === undefined || wanted === title ? versions : []),
    findArticle: async (versionId, number) => articles.get(`${versionId}:${number}`),
  };
}
