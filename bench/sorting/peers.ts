import { fold } from '../../platform/fold/index.ts';
import type { Classify, Example, Guess } from '../../knowledge/classify/index.ts';

/** Says what was commonest, whatever is asked. */
export function trainMajority(examples: readonly Example[]): Classify {
  const counts = countBy(examples.map(({ label }) => label));
  const guesses = [...counts]
    .map(([label, count]): Guess => ({ label, confidence: count / examples.length }))
    .toSorted((a, b) => b.confidence - a.confidence);
  return () => guesses;
}

/** Multinomial naive Bayes over characters and pairs of them, add-one smoothed. */
export function trainNaiveBayes(examples: readonly Example[]): Classify {
  const classes = [...countBy(examples.map(({ label }) => label))].map(([label, count]) => {
    const own = examples.filter((one) => one.label === label);
    const grams = countBy(own.flatMap(({ text }) => listGrams(text)));
    const total = [...grams.values()].reduce((sum, one) => sum + one, 0);
    return { label, grams, total, prior: Math.log(count / examples.length) };
  });
  const known = new Set(classes.flatMap(({ grams }) => [...grams.keys()])).size;
  return (text) => {
    const asked = listGrams(text);
    const scores = classes.map(({ label, grams, total, prior }) => ({
      label,
      score: asked.reduce(
        (sum, gram) => sum + Math.log(((grams.get(gram) ?? 0) + 1) / (total + known)),
        prior,
      ),
    }));
    const highest = Math.max(...scores.map(({ score }) => score));
    const raised = scores.map(({ label, score }) => ({ label, raised: Math.exp(score - highest) }));
    const sum = raised.reduce((total, one) => total + one.raised, 0);
    return raised
      .map((one): Guess => ({ label: one.label, confidence: one.raised / sum }))
      .toSorted((a, b) => b.confidence - a.confidence);
  };
}

function listGrams(text: string): readonly string[] {
  return [...fold(text).matchAll(/\p{Script=Han}+/gu)].flatMap(([run]) => {
    const characters = Array.from(run);
    return characters.flatMap((one, at) => [
      one,
      ...(characters[at + 1] ? [one + characters[at + 1]] : []),
    ]);
  });
}

function countBy(values: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}
