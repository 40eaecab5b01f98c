import type { EntryText } from './entry.ts';
import { listTerms, toPlain, type Fold } from './terms.ts';

/** What is searched: a live text under its entry's id and version. */
export type Said = EntryText & {
  readonly id: string;
  readonly version: number;
  readonly reviewed?: { readonly name: string; readonly at: Date };
};

/**
 * An entry and how near it is to the words asked. `likeness` is 1 for one of its own wordings and 0 for nothing in
 * common; `rank` adds a little for words found in the answer.
 */
export type Hit = { readonly entry: Said; readonly likeness: number; readonly rank: number };

/** The hits for a text, best first. */
export type SearchEntries = (text: string, limit: number) => readonly Hit[];

/** Terms with what each counts, and the sum. */
type Weighted = { readonly weights: ReadonlyMap<string, number>; readonly total: number };

type Indexed = {
  readonly entry: Said;
  readonly wordings: readonly Weighted[];
  readonly plainWordings: ReadonlySet<string>;
  readonly answerTerms: ReadonlySet<string>;
};

const answerWeight = 0.15;

/**
 * Compares by characters and pairs of them, rare ones counting more (the inverse document frequency of BM25), with
 * the best of each entry's wordings.
 */
export function createSearch(entries: readonly Said[], fold: Fold): SearchEntries {
  const weigh = createWeigh(entries, fold);
  const indexed = entries.map((entry) => indexEntry(entry, fold, weigh));
  return function searchEntries(text, limit) {
    const asked = toWeighted(text, fold, weigh);
    const plain = toPlain(text, fold);
    return indexed
      .map((candidate): Hit => {
        const likeness = candidate.plainWordings.has(plain)
          ? 1
          : Math.max(...candidate.wordings.map((wording) => compare(asked, wording)));
        const inAnswer = cover(asked, candidate.answerTerms);
        return { entry: candidate.entry, likeness, rank: likeness + answerWeight * inAnswer };
      })
      .filter(({ rank }) => rank > 0)
      .toSorted((a, b) => b.rank - a.rank)
      .slice(0, limit);
  };
}

function listWordings({ question, similar }: Said): readonly string[] {
  return [question, ...similar];
}

function indexEntry(entry: Said, fold: Fold, weigh: Weigh): Indexed {
  const wordings = listWordings(entry);
  return {
    entry,
    wordings: wordings.map((wording) => toWeighted(wording, fold, weigh)),
    plainWordings: new Set(wordings.map((wording) => toPlain(wording, fold))),
    answerTerms: new Set(listTerms(entry.answer, fold)),
  };
}

type Weigh = (term: string) => number;

/** Terms that many entries use say little; a term that no entry uses counts as the rarest. */
function createWeigh(entries: readonly Said[], fold: Fold): Weigh {
  const counts = new Map<string, number>();
  for (const entry of entries) {
    for (const term of new Set(listWordings(entry).flatMap((text) => listTerms(text, fold)))) {
      counts.set(term, (counts.get(term) ?? 0) + 1);
    }
  }
  return function weigh(term) {
    const count = counts.get(term) ?? 0;
    return Math.log(1 + (entries.length - count + 0.5) / (count + 0.5));
  };
}

function toWeighted(text: string, fold: Fold, weigh: Weigh): Weighted {
  const weights = new Map(
    listTerms(text, fold).map((term): [string, number] => [term, weigh(term)]),
  );
  let total = 0;
  for (const weight of weights.values()) total += weight;
  return { weights, total };
}

/** The weight of what the two share against the weight of both (Dice). */
function compare(asked: Weighted, wording: Weighted): number {
  const both = asked.total + wording.total;
  let shared = 0;
  for (const [term, weight] of wording.weights) if (asked.weights.has(term)) shared += weight;
  return both === 0 ? 0 : (2 * shared) / both;
}

/** The part of `asked`, by weight, that `words` has. */
function cover({ weights, total }: Weighted, words: ReadonlySet<string>): number {
  let shared = 0;
  for (const [term, weight] of weights) if (words.has(term)) shared += weight;
  return total === 0 ? 0 : shared / total;
}
