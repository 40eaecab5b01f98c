import type { Fold } from '../retrieval/index.ts';
import { createReadFeatures } from './features.ts';
import { fitWeights, type Side } from './fit-weights.ts';
import { createToVector, score, toConfidences, type Model, type Vector } from './model.ts';

/** A confirmed ticket: what was written, by whom, and what it turned out to be. */
export type Example = { readonly text: string; readonly label: string; readonly personId: string };

export type TrainingTools = {
  readonly fold: Fold;
  /** Numbers in [0, 1), the same for the same training. */
  readonly random: () => number;
  /** How much every feature says however common it is: 0 for what a matter is about, more for how it is put. */
  readonly evenness: number;
};

/** What fewer people wrote could name one of them: it is left out of the model. */
const fewestPersons = 3;
/** Parts of the examples, each scored by a model that has not seen it, so that confidence is honest. */
const calibrationParts = 3;

/** Learns to tell the labels apart. Takes a second for some thousand messages: run it where nobody waits. */
export function trainModel(examples: readonly Example[], tools: TrainingTools): Model {
  const labels = [...new Set(examples.map(({ label }) => label))].toSorted();
  const { features, rarity } = chooseFeatures(examples, tools);
  const toVector = createToVector(createReadFeatures(tools.fold), features, rarity);
  const vectors = examples.map(({ text }) => toVector(text));
  const answers = examples.map(({ label }) => labels.indexOf(label));
  const fit = (among: readonly number[]): readonly Float32Array[] =>
    labels.map((_, label) =>
      fitWeights(
        among.flatMap((at) => vectors[at] ?? []),
        among.map((at): Side => (answers[at] === label ? 1 : -1)),
        features.length,
        tools.random,
      ),
    );
  const all = examples.map((_, at) => at);
  const scale = calibrate(all, vectors, answers, fit);
  return { labels, features, rarity, weights: fit(all), scale };
}

function chooseFeatures(
  examples: readonly Example[],
  { fold, evenness }: TrainingTools,
): Pick<Model, 'features' | 'rarity'> {
  const read = createReadFeatures(fold);
  const persons = new Map<string, Set<string>>();
  const texts = new Map<string, number>();
  for (const { text, personId } of examples) {
    for (const feature of read(text).keys()) {
      const known = persons.get(feature);
      if (known === undefined) persons.set(feature, new Set([personId]));
      else if (known.size < fewestPersons) known.add(personId);
      texts.set(feature, (texts.get(feature) ?? 0) + 1);
    }
  }
  const features = [...persons].flatMap(([feature, { size }]) =>
    size < fewestPersons ? [] : [feature],
  );
  const rarity = Float32Array.from(
    features,
    (feature) => evenness + Math.log(examples.length / (texts.get(feature) ?? 1)),
  );
  return { features, rarity };
}

/** The scale at which confidence is likeliest, from scores of examples that their model had not seen. */
function calibrate(
  all: readonly number[],
  vectors: readonly Vector[],
  answers: readonly number[],
  fit: (among: readonly number[]) => readonly Float32Array[],
): number {
  const scored = Array.from({ length: calibrationParts }, (_, part) => {
    const weights = fit(all.filter((at) => at % calibrationParts !== part));
    return all
      .filter((at) => at % calibrationParts === part)
      .flatMap((at) => {
        const vector = vectors[at];
        return vector === undefined
          ? []
          : [{ scores: score(weights, vector), answer: answers[at] }];
      });
  }).flat();
  const surprise = (scale: number): number =>
    scored.reduce((sum, { scores, answer = 0 }) => {
      const confidence = toConfidences(scores, scale)[answer] ?? 0;
      return sum - Math.log(Math.max(confidence, 1e-9));
    }, 0);
  return findLowest(surprise, 0.1, 20);
}

const golden = (Math.sqrt(5) - 1) / 2;

/** Golden-section search of a function with one valley. */
function findLowest(measure: (at: number) => number, from: number, to: number): number {
  let [low, high] = [from, to];
  while (high - low > 0.01) {
    const span = (high - low) * golden;
    if (measure(high - span) < measure(low + span)) high = low + span;
    else low = high - span;
  }
  return (low + high) / 2;
}
