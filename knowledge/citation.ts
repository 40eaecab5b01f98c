import { toArticleLabel } from './statute/article-number.ts';

/** An article of a statute: its title without 中华人民共和国, its number (`33`; `120-1` for 第一百二十条之一). */
export type Citation = { readonly statute: string; readonly article: string };

/** The same article of the same statute. */
export function isSameCitation(a: Citation, b: Citation): boolean {
  return a.statute === b.statute && a.article === b.article;
}

/** 《行政处罚法》第七十条 */
export function toCitationLabel({ statute, article }: Citation): string {
  return `《${statute}》${toArticleLabel(article)}`;
}
