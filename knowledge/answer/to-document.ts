import type { LiveText } from '../entry.ts';
import type { Document } from '../retrieval/index.ts';
import type { Article, StatuteVersion } from '../statute/index.ts';

const longAgo = '0001-01-01';

/** A live entry as it is searched. */
export function toEntryDocument(id: string, { text }: LiveText): Document {
  const { question, similar, answer, area, audience, inForceFrom, inForceTo } = text;
  const isBound = inForceFrom !== undefined || inForceTo !== undefined;
  const to = inForceTo === undefined ? {} : { to: inForceTo };
  return {
    id,
    wordings: [question, ...similar],
    body: answer,
    area,
    audience,
    ...(isBound && { inForce: { from: inForceFrom ?? longAgo, ...to } }),
  };
}

/** An article as it is searched; one that must not be cited is in force on no day. */
export function toArticleDocument(article: Article, version: StatuteVersion): Document {
  const { inForceFrom, inForceTo, stale, title } = version;
  const to = inForceTo === undefined ? {} : { to: inForceTo.day };
  const isKnown = inForceFrom !== undefined && stale === undefined;
  return {
    id: article.id,
    title: `${title}${article.label}`,
    body: article.text,
    audience: 'public',
    inForce: isKnown ? { from: inForceFrom.day, ...to } : 'unknown',
  };
}
