import MiniSearch from 'minisearch';
import { buildIndex, chosenWeights, type Weights } from '../../knowledge/retrieval/index.ts';
import { fold } from '../../platform/fold/index.ts';
import type { Row } from './data.ts';
import { toDocuments } from './documents.ts';
import type { Find } from './measures.ts';

/** Indexes rows and gives what finds in them. */
export type Engine = (rows: readonly Row[]) => Find;

/** Ours, as it is shipped unless other weights are given. */
export function createOurs(weights: Weights = chosenWeights): Engine {
  return function indexRows(rows) {
    const index = buildIndex(toDocuments(rows), { fold, weights });
    return (text, limit) => index.search(text, { audience: 'public' }, limit);
  };
}

/** BM25 as the textbook has it (k1 1.2, b 0.75) over single characters and pairs. */
export const indexPlain: Engine = (rows) => {
  const counts = rows.map(({ text }) => countTerms(text));
  const lengths = counts.map((of) => [...of.values()].reduce((sum, count) => sum + count, 0));
  const meanLength = lengths.reduce((sum, length) => sum + length, 0) / rows.length;
  const postings = new Map<string, [number, number][]>();
  counts.forEach((of, row) => {
    const norm = 1.2 * (0.25 + (0.75 * (lengths[row] ?? 0)) / meanLength);
    for (const [term, count] of of) {
      const list = postings.get(term) ?? [];
      if (list.push([row, (count * 2.2) / (count + norm)]) === 1) postings.set(term, list);
    }
  });
  return (text, limit) => {
    const scores = new Map<number, number>();
    for (const [term, asked] of countTerms(text)) {
      const list = postings.get(term) ?? [];
      const rarity = Math.log(1 + (rows.length - list.length + 0.5) / (list.length + 0.5));
      for (const [row, value] of list) {
        scores.set(row, (scores.get(row) ?? 0) + asked * rarity * value);
      }
    }
    const best = [...scores].toSorted(([a, x], [b, y]) => y - x || a - b).slice(0, limit);
    return best.map(([row, score]) => ({ id: rows[row]?.id ?? '', score }));
  };
};

/** MiniSearch with the same terms, title and text as fields; autoVacuum off (its issue 306). */
export const indexMiniSearch: Engine = (rows) => {
  const search = new MiniSearch<Row>({
    fields: ['title', 'text'],
    autoVacuum: false,
    tokenize: listTerms,
    processTerm: (term) => term,
  });
  search.addAll(rows);
  return (text, limit) =>
    search
      .search(text)
      .slice(0, limit)
      .map(({ id, score }) => ({ id: String(id), score }));
};

function countTerms(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const term of listTerms(text)) counts.set(term, (counts.get(term) ?? 0) + 1);
  return counts;
}

/** The units that all engines here search by, as texts. */
export function listTerms(text: string): string[] {
  const runs = fold(text).match(/\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{L}\p{N}])+/gu) ?? [];
  return runs.flatMap((run) => {
    if (!/^\p{Script=Han}/u.test(run)) return [run];
    const singles = Array.from(run);
    return [...singles, ...singles.slice(1).map((single, at) => `${singles[at]}${single}`)];
  });
}
