import type { Fold } from '../retrieval/index.ts';
import { createReadFeatures, type ReadFeatures } from './features.ts';

/** A trained classifier as plain data. It was made from what people wrote: personal data, kept and deleted like them. */
export type Model = {
  readonly labels: readonly string[];
  readonly features: readonly string[];
  /** How much each feature says by its rarity. */
  readonly rarity: Float32Array;
  /** For each label one weight a feature, and a last one that always counts. */
  readonly weights: readonly Float32Array[];
  /** Turns the distance of scores into confidence. */
  readonly scale: number;
};

/** A label and how sure it is: of ten guesses at .9 nine are right. */
export type Guess = { readonly label: string; readonly confidence: number };

/** All labels for a text, best first. */
export type Classify = (text: string) => readonly Guess[];

export function createClassify(model: Model, fold: Fold): Classify {
  const toVector = createToVector(createReadFeatures(fold), model.features, model.rarity);
  return function classify(text) {
    const scores = score(model.weights, toVector(text));
    const confidences = toConfidences(scores, model.scale);
    return model.labels
      .map((label, at) => ({ label, confidence: confidences[at] ?? 0 }))
      .toSorted((a, b) => b.confidence - a.confidence);
  };
}

/** A text as the model sees it: which of its features are there, weighed, of length 1. */
export type Vector = { readonly at: Int32Array; readonly values: Float32Array };

export function createToVector(
  read: ReadFeatures,
  features: readonly string[],
  rarity: Float32Array,
): (text: string) => Vector {
  const places = new Map(features.map((feature, at) => [feature, at]));
  return function toVector(text) {
    const at: number[] = [];
    const values: number[] = [];
    for (const [feature, count] of read(text)) {
      const place = places.get(feature);
      if (place === undefined) continue;
      at.push(place);
      values.push((1 + Math.log(count)) * (rarity[place] ?? 0));
    }
    const length = Math.hypot(...values) || 1;
    return {
      at: Int32Array.from(at),
      values: Float32Array.from(values, (value) => value / length),
    };
  };
}

/** The score of each label. */
export function score(weights: readonly Float32Array[], vector: Vector): readonly number[] {
  return weights.map((own) => multiply(own, vector));
}

/** The inner product; the last weight counts always. */
export function multiply(weights: Float32Array, { at, values }: Vector): number {
  let sum = weights.at(-1) ?? 0;
  for (let index = 0; index < at.length; index += 1) {
    sum += (weights[at[index] ?? 0] ?? 0) * (values[index] ?? 0);
  }
  return sum;
}

/** Softmax of the scaled scores. */
export function toConfidences(scores: readonly number[], scale: number): readonly number[] {
  const highest = Math.max(...scores);
  const raised = scores.map((one) => Math.exp(scale * (one - highest)));
  const sum = raised.reduce((total, one) => total + one, 0);
  return raised.map((one) => one / sum);
}
