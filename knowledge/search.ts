import type { Entry } from './entry.ts';
import { listTerms, toPlain, type Fold } from './terms.ts';

/**
 * An entry and how near it is to the words asked. `likeness` is 1 for one of its own wordings and 0 for nothing in
 * common; `rank` adds a little for words found in the answer.
 */
export type Hit = { readonly entry: Entry; readonly likeness: number; readonly rank: number };

/** The hits for a text, best first. */
export type SearchEntries = (text: string, limit: number) => readonly Hit[];

type Indexed = {
  readonly entry: Entry;
  readonly wordings: readonly ReadonlySet<string>[];
  readonly plainWordings: ReadonlySet<string>;
  readonly answerTerms: ReadonlySet<string>;
};

const answerWeight = 0.15;

/**
 * Compares by characters and pairs of them, rare ones counting more (the inverse document frequency of BM25), with
 * the best of each entry's wordings.
 */
export function createSearch(entries: readonly Entry[], fold: Fold): SearchEntries {
  const indexed = entries.map((entry) => indexEntry(entry, fold));
  const weigh = createWeigh(indexed);
  return function searchEntries(text, limit) {
    const asked = new Set(listTerms(text, fold));
    const plain = toPlain(text, fold);
    return indexed
      .map((candidate): Hit => {
        const likeness = candidate.plainWordings.has(plain)
          ? 1
          : Math.max(...candidate.wordings.map((wording) => compare(asked, wording, weigh)));
        const inAnswer = cover(asked, candidate.answerTerms, weigh);
        return { entry: candidate.entry, likeness, rank: likeness + answerWeight * inAnswer };
      })
      .filter(({ rank }) => rank > 0)
      .toSorted((a, b) => b.rank - a.rank)
      .slice(0, limit);
  };
}

function indexEntry(entry: Entry, fold: Fold): Indexed {
  const wordings = [entry.question, ...entry.similar];
  return {
    entry,
    wordings: wordings.map((wording) => new Set(listTerms(wording, fold))),
    plainWordings: new Set(wordings.map((wording) => toPlain(wording, fold))),
    answerTerms: new Set(listTerms(entry.answer, fold)),
  };
}

type Weigh = (term: string) => number;

/** Terms that many entries use say little; a term that no entry uses counts as the rarest. */
function createWeigh(indexed: readonly Indexed[]): Weigh {
  const counts = new Map<string, number>();
  for (const { wordings } of indexed) {
    for (const term of new Set(wordings.flatMap((wording) => [...wording]))) {
      counts.set(term, (counts.get(term) ?? 0) + 1);
    }
  }
  const total = indexed.length;
  return function weigh(term) {
    const count = counts.get(term) ?? 0;
    return Math.log(1 + (total - count + 0.5) / (count + 0.5));
  };
}

/** The weight of what two sets share against the weight of both (Dice). */
function compare(a: ReadonlySet<string>, b: ReadonlySet<string>, weigh: Weigh): number {
  const both = sum(a, weigh) + sum(b, weigh);
  return both === 0
    ? 0
    : (2 *
        sum(
          [...a].filter((term) => b.has(term)),
          weigh,
        )) /
        both;
}

/** The part of `asked`, by weight, that `words` has. */
function cover(asked: ReadonlySet<string>, words: ReadonlySet<string>, weigh: Weigh): number {
  const all = sum(asked, weigh);
  return all === 0
    ? 0
    : sum(
        [...asked].filter((term) => words.has(term)),
        weigh,
      ) / all;
}

function sum(terms: Iterable<string>, weigh: Weigh): number {
  let total = 0;
  for (const term of terms) total += weigh(term);
  return total;
}
