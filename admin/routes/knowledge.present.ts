import type { Entry } from '../../knowledge/index.ts';
import type { EntryView } from './knowledge.schema.ts';

/** Shows an entry of the knowledge base with who confirmed it and when. */
export function presentEntry(entry: Entry): EntryView {
  const { id, version, area, question, similar, answer, citations, confirmed } = entry;
  return {
    id,
    version,
    area,
    question,
    answer,
    similar: [...similar],
    citations: [...citations],
    ...(confirmed && { confirmed: { by: confirmed.by, at: confirmed.at.toISOString() } }),
  };
}
