import {
  toStarterEntry,
  type Entry,
  type EntryText,
  type LiveText,
} from '../../knowledge/index.ts';

const longAgo = new Date('2026-01-01T00:00:00Z');

/** A live question with an invented answer; unconfirmed unless said otherwise. */
export function buildEntry(
  given: Partial<EntryText> & {
    readonly id?: string;
    readonly version?: number;
    readonly reviewed?: LiveText['reviewed'];
  } = {},
): Entry {
  const { id = 'fine-without-paper', version = 1, reviewed, ...text } = given;
  const entry = toStarterEntry(
    {
      id,
      area: '行政处罚',
      question: '罚款不给票据怎么办？',
      similar: ['罚款不开收据可以不交吗'],
      answer: '可以拒绝缴纳，并向有关机关检举。',
      citations: [{ statute: '行政处罚法', article: '70' }],
      ...text,
    },
    longAgo,
  );
  const stamp = reviewed === undefined ? {} : { reviewed };
  const live: LiveText = { version, text: entry.text, publishedAt: longAgo, ...stamp };
  return { ...entry, version, live, ...stamp };
}
