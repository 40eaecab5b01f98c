import type { Document } from '../../../knowledge/retrieval/index.ts';

/** A public document that holds on every day. */
export function buildDocument(changes: Partial<Document> = {}): Document {
  return { id: 'entry-1', body: '行政机关应当当场出具收据。', audience: 'public', ...changes };
}
