import { toCitationLabel, type Entry } from '../../knowledge/index.ts';
import type { EntryView } from './knowledge.schema.ts';

/** Shows an entry of the knowledge base with who confirmed it and when. */
export function presentEntry({ id, version, text, reviewed }: Entry): EntryView {
  const { area, question, similar, answer, citations } = text;
  return {
    id,
    version,
    area,
    question,
    answer,
    similar: [...similar],
    citations: citations.map(toCitationLabel),
    ...(reviewed && { confirmed: { by: reviewed.name, at: reviewed.at.toISOString() } }),
  };
}
