import type { Document } from '../../knowledge/retrieval/index.ts';
import type { Row } from './data.ts';

/** Rows as our index takes them. */
export function toDocuments(rows: readonly Row[]): readonly Document[] {
  return rows.map(({ id, title, text }) => ({
    id,
    body: text,
    audience: 'public',
    ...(title !== '' && { title }),
  }));
}
