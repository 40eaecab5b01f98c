import type { Phrase, Reply, ReplyOption } from '../bot/index.ts';
import {
  listArticleSources,
  toArticleLabel,
  type Answer,
  type Basis,
  type Citation,
  type Resolved,
} from '../knowledge/index.ts';
import { toDay } from './own-tickets.ts';

/** WeChat takes 2,048 bytes: more citations are counted, long titles and articles cut. */
const mostCitations = 4;
const longestTitle = 24;
const longestArticle = 420;

/** What the answer rests on, a line for each citation, and until when somebody looked for newer law. */
export function sayBasis({ citations, days, checkedThrough }: Basis): readonly Phrase[] {
  const rest = citations.length - mostCitations;
  const isNow = days.from === days.to;
  return [
    ...citations.slice(0, mostCitations).map(sayCitation),
    ...(rest > 0 ? [{ key: 'conversation.basis.more', values: { count: citations.length } }] : []),
    ...(isNow ? [] : [{ key: 'conversation.basis.days', values: days }]),
    ...(checkedThrough === undefined
      ? []
      : [{ key: 'conversation.basis.checked', values: { day: checkedThrough } }]),
  ];
}

/** Who confirmed it and when, or that nobody has. */
export function sayStamp(stamp: { readonly name: string; readonly at: Date } | undefined): Phrase {
  return stamp === undefined
    ? { key: 'conversation.answer.unconfirmed' }
    : { key: 'conversation.answer.confirmed', values: { by: stamp.name, on: toDay(stamp.at) } };
}

/** An article by its number: its words and version; one that is not here in force is not quoted, and rests on nothing. */
export function sayArticle(
  { article, basis }: Extract<Answer, { kind: 'article' }>,
  options: readonly ReplyOption[] = [],
): Reply {
  const label = toLabel(article.citation);
  const offered = options.length > 0 && { options };
  if (article.kind !== 'in_force') {
    const lines = article.kind === 'not_in_force' ? [sayWhy(article)] : [];
    return { key: 'conversation.answer.articleMissing', values: { label }, lines, ...offered };
  }
  return {
    key: 'conversation.answer.article',
    values: { label, words: cut(article.article.text, longestArticle) },
    lines: sayBasis(basis),
    sources: [...listArticleSources(basis)],
    ...offered,
  };
}

/** Why an article cannot be cited. */
export function sayWhy({ citation, why }: Extract<Resolved, { kind: 'not_in_force' }>): Phrase {
  return {
    key: 'conversation.basis.notInForce',
    values: { label: toLabel(citation), whyKey: `conversation.basis.why.${why}` },
  };
}

function sayCitation(resolved: Resolved): Phrase {
  const label = toLabel(resolved.citation);
  if (resolved.kind === 'not_imported') {
    return { key: 'conversation.basis.notImported', values: { label } };
  }
  if (resolved.kind === 'not_in_force') return sayWhy(resolved);
  const { adoptedOn, inForceFrom } = resolved.version;
  return {
    key: 'conversation.basis.inForce',
    values: { label, version: adoptedOn.day, from: inForceFrom?.day ?? '—' },
  };
}

function toLabel({ statute, article }: Citation): string {
  return `《${cut(statute, longestTitle)}》${toArticleLabel(article)}`;
}

function cut(text: string, longest: number): string {
  return text.length <= longest ? text : `${text.slice(0, longest)}…`;
}
