import { visitGrams, type Fold } from './grams.ts';
import { createFindPhrases } from './phrases.ts';
import { listSynonyms } from './synonyms/index.ts';
import type { Weights } from './weights.ts';
import { fillers, weakWords } from './words.ts';

/** One key that a question asks for; a synonym was not asked in so many words. */
export type Term = { readonly key: number; readonly weight: number; readonly isAsked: boolean };

/** What a question asks for, each key once. */
export type ReadQuestion = (text: string) => readonly Term[];

/** Reads questions: the words around the matter are left out or count less, the law's own words are added. */
export function createReadQuestion(fold: Fold, weights: Weights): ReadQuestion {
  const findFillers = createFindPhrases(fillers);
  const findWeak = createFindPhrases(weakWords);
  const synonyms = listSynonyms();
  const findPhrases = createFindPhrases([...synonyms.keys()]);
  const toWeight = (isSingle: boolean): number => (isSingle ? weights.single : 1);

  return function readQuestion(text) {
    const folded = fold(text);
    const terms = askFor(folded);
    for (const { phrase } of findPhrases(folded)) {
      addSynonyms(terms, synonyms.get(phrase) ?? []);
    }
    return [...terms.values()];
  };

  function askFor(folded: string): Map<number, Term> {
    const matter = blankOut(folded, findFillers(folded));
    const weight = weighCharacters(matter);
    const sums = new Map<number, { sum: number; readonly isSingle: boolean }>();
    visitGrams(matter, (key, isSingle, from, to) => {
      const counted = sums.get(key) ?? { sum: 0, isSingle };
      counted.sum += Math.min(weight[from] ?? 1, weight[to - 1] ?? 1);
      sums.set(key, counted);
    });
    // The square root: who tells a long story says the same word again without meaning it twice as much.
    return new Map(
      [...sums].map(([key, { sum, isSingle }]) => [
        key,
        { key, weight: Math.sqrt(sum) * toWeight(isSingle), isAsked: true },
      ]),
    );
  }

  function weighCharacters(matter: string): Float32Array {
    const weight = new Float32Array(matter.length).fill(1);
    for (const { from, to } of findWeak(matter)) weight.fill(weights.weak, from, to);
    return weight;
  }

  /** The more a word may stand for, the less each of them counts. */
  function addSynonyms(terms: Map<number, Term>, synonymsOfOne: readonly string[]): void {
    const share = weights.synonym / Math.sqrt(synonymsOfOne.length);
    for (const synonym of synonymsOfOne) {
      visitGrams(synonym, (key, isSingle) => {
        const weight = share * toWeight(isSingle);
        const known = terms.get(key);
        if (known === undefined || (!known.isAsked && known.weight < weight)) {
          terms.set(key, { key, weight, isAsked: false });
        }
      });
    }
  }
}

/** Spaces in place of the phrases, so that all positions stay and no pair reaches across. */
function blankOut(
  text: string,
  found: readonly { readonly from: number; readonly to: number }[],
): string {
  let at = 0;
  let blanked = '';
  for (const { from, to } of found) {
    blanked += text.slice(at, from) + ' '.repeat(to - from);
    at = to;
  }
  return blanked + text.slice(at);
}
