import type { Document } from '../../knowledge/retrieval/index.ts';
import { createRandom } from './measures.ts';

/** Entries of everyday length (a question of 20 characters, an answer of 120) out of clauses of statutes. */
export function makeEntries(articles: readonly string[], count: number): readonly Document[] {
  const random = createRandom(count);
  const clauses = articles
    .flatMap((text) => text.split(/[，。；：、\s]+/))
    .filter(({ length }) => length >= 6 && length <= 30);
  const pick = (): string => clauses[Math.floor(random() * clauses.length)] ?? '';
  const pickUpTo = (length: number): string => {
    let text = pick();
    while (text.length < length) text += `，${pick()}`;
    return text;
  };
  return Array.from({ length: count }, (_, number) => ({
    id: `entry-${number}`,
    wordings: [pickUpTo(12)],
    body: pickUpTo(110),
    area: `area-${number % 20}`,
    audience: 'public' as const,
    inForce: { from: '2021-07-15' },
  }));
}
