import { readNumeral, toNumeral } from './numerals.ts';

/** An article of a statute: its title without 中华人民共和国, its number (`33`; `120-1` for 第一百二十条之一). */
export type Citation = { readonly statute: string; readonly article: string };

const numeral = '[0-9０-９〇零一二两三四五六七八九十百千]+';
const articlePattern = `第(${numeral})条(?:之(${numeral}))?`;
const citationPattern = new RegExp(
  `《(?:中华人民共和国)?([^《》]{2,60})》((?:[、和及与,，]?${articlePattern}(?:第${numeral}[款项]){0,2})+)`,
  'gu',
);

/** Every citation that a text spells out: 《行政处罚法》第七十条、第七十一条 are two. */
export function readCitations(text: string): readonly Citation[] {
  return [...text.matchAll(citationPattern)].flatMap(([, statute = '', articles = '']) =>
    readArticleNumbers(articles).map((article) => ({ statute, article })),
  );
}

/** The numbers of the articles that a text names, as `33` or `120-1`. */
export function readArticleNumbers(text: string): readonly string[] {
  return [...text.matchAll(new RegExp(articlePattern, 'gu'))].flatMap(([, main = '', added]) => {
    const number = readNumeral(main);
    const addition = added === undefined ? undefined : readNumeral(added);
    if (number === undefined || (added !== undefined && addition === undefined)) return [];
    return [addition === undefined ? `${number}` : `${number}-${addition}`];
  });
}

/** 第一百二十条之一 for `120-1`. */
export function toArticleLabel(article: string): string {
  const [main = '', added] = article.split('-');
  const label = `第${toNumeral(Number(main))}条`;
  return added === undefined ? label : `${label}之${toNumeral(Number(added))}`;
}

/** 《行政处罚法》第七十条 */
export function toCitationLabel({ statute, article }: Citation): string {
  return `《${statute}》${toArticleLabel(article)}`;
}

/** The same article of the same statute. */
export function isSameCitation(a: Citation, b: Citation): boolean {
  return a.statute === b.statute && a.article === b.article;
}
