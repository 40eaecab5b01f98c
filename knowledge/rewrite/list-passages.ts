import type { Passage } from './passage.ts';

/** The passages of one answer: its entry is E1, the articles that it rests on are A1, A2 and so on. */
export function listPassages(
  entry: { readonly question: string; readonly answer: string },
  articles: readonly Omit<Passage, 'ref'>[],
): readonly Passage[] {
  return [
    { ref: 'E1', title: entry.question, text: entry.answer, inForce: true },
    ...articles.map((article, index) => ({ ...article, ref: `A${index + 1}` })),
  ];
}
