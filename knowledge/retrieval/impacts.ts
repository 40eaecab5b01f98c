import type { Document } from './document.ts';
import { visitGrams, type Fold } from './grams.ts';
import type { Weights } from './weights.ts';

/** The mean length of each field in characters, by which BM25 judges what is long. */
export type MeanLengths = {
  readonly title: number;
  readonly wording: number;
  readonly lead: number;
  readonly body: number;
};

/** What each key of a document counts for, before the key's rarity: a step of `impactSteps`. */
export type Impacts = ReadonlyMap<number, number>;

const highestStep = 255;
/** The share of the highest impact that each step stands for; finer where most impacts lie. */
export const impactSteps = Float32Array.from(
  { length: highestStep + 1 },
  (_, step) => (step / highestStep) ** 2,
);
/** An answer's first words and an article's first clause say what the rest is about. */
const leadLength = 45;

type FieldName = keyof MeanLengths;
const fieldNames = ['title', 'wording', 'lead', 'body'] as const satisfies readonly FieldName[];

function listTexts(document: Document, field: FieldName): readonly string[] {
  if (field === 'title') return document.title === undefined ? [] : [document.title];
  if (field === 'wording') return document.wordings ?? [];
  return [field === 'lead' ? document.body.slice(0, leadLength) : document.body];
}

/** What a document's fields can give beside one that has a body alone, which is 1. */
export function measureCapacity(document: Document, weights: Weights): number {
  const sum = fieldNames
    .filter((name) => name !== 'title' && listTexts(document, name).length > 0)
    .reduce((total, name) => total + weights[name], 0);
  return sum / (weights.lead + weights.body);
}

/** Mean lengths over the texts that are there; an ordinary length where there is none yet. */
export function measureLengths(documents: readonly Document[]): MeanLengths {
  const mean = (field: FieldName, ordinary: number): number => {
    let total = 0;
    let count = 0;
    for (const document of documents) {
      for (const text of listTexts(document, field)) {
        total += text.length;
        count += 1;
      }
    }
    return total === 0 ? ordinary : total / count;
  };
  return {
    title: mean('title', 10),
    wording: mean('wording', 20),
    lead: mean('lead', 40),
    body: mean('body', 150),
  };
}

/** The impact of a key that fills every field; what the last step stands for. */
export function measureHighest(weights: Weights): number {
  return fieldNames.reduce((sum, name) => sum + weights[name], 0) * (weights.k1 + 1);
}

/** Impacts of whole documents, field by field, as steps. */
export function createWeighDocument(
  fold: Fold,
  weights: Weights,
  means: MeanLengths,
): (document: Document) => Impacts {
  const highest = measureHighest(weights);
  return function weighDocument(document) {
    const sums = new Map<number, number>();
    for (const name of fieldNames) {
      if (weights[name] === 0) continue;
      for (const [key, value] of weighField(listTexts(document, name), means[name])) {
        sums.set(key, (sums.get(key) ?? 0) + weights[name] * value);
      }
    }
    for (const [key, sum] of sums) {
      sums.set(key, Math.max(1, Math.round(Math.sqrt(sum / highest) * highestStep)));
    }
    return sums;
  };

  /** The saturated frequency of each key in the text of the field that has most of it. */
  function weighField(texts: readonly string[], meanLength: number): Map<number, number> {
    const best = new Map<number, number>();
    for (const text of texts) {
      const norm = weights.k1 * (1 - weights.b + (weights.b * text.length) / meanLength);
      for (const [key, count] of countGrams(fold(text))) {
        const value = (count * (weights.k1 + 1)) / (count + norm);
        if (value > (best.get(key) ?? 0)) best.set(key, value);
      }
    }
    return best;
  }
}

function countGrams(folded: string): Map<number, number> {
  const counts = new Map<number, number>();
  visitGrams(folded, (key) => {
    counts.set(key, (counts.get(key) ?? 0) + 1);
  });
  return counts;
}
