import type { Fold } from '../retrieval/index.ts';
import { guessByKeywords } from './keywords.ts';
import { toAccuracy, toMacroF1, toTop2, type SortedText } from './measures.ts';
import { createClassify, type Classify } from './model.ts';
import { trainModel, type Example, type TrainingTools } from './train.ts';

/** How messages were sorted that the classifier had not seen. `counts[right][guessed]` by the places of `labels`. */
export type Quality = {
  readonly examples: number;
  readonly persons: number;
  readonly accuracy: number;
  readonly macroF1: number;
  readonly top2: number;
  /** What the words of the start get right of the same messages. */
  readonly keywordAccuracy: number;
  readonly confusion: {
    readonly labels: readonly string[];
    readonly counts: readonly (readonly number[])[];
  };
  /** From this confidence on guesses were right often enough to need nobody's word; absent when they never were. */
  readonly sureFrom?: number;
  /** The share of messages that reach it. */
  readonly sureShare: number;
};

const parts = 5;
/** Less teaches nothing: the words of the start sort better. */
const fewestExamples = 60;
const fewestOfLabel = 8;
const fewestPersonsOfLabel = 3;
/** Of guesses that route by themselves so many must be right, and so many must have been seen. */
const sureAccuracy = 0.95;
const fewestSure = 30;

/** The examples of labels that enough people used; undefined where they are too few to learn from. */
export function chooseExamples(examples: readonly Example[]): readonly Example[] | undefined {
  const byLabel = new Map<string, Example[]>();
  for (const example of examples) {
    const own = byLabel.get(example.label);
    if (own === undefined) byLabel.set(example.label, [example]);
    else own.push(example);
  }
  const chosen = [...byLabel.values()]
    .filter((own) => own.length >= fewestOfLabel && countPersons(own) >= fewestPersonsOfLabel)
    .flat();
  const labels = new Set(chosen.map(({ label }) => label));
  return chosen.length < fewestExamples || labels.size < 2 ? undefined : chosen;
}

/** Sorts each fifth of the people by a classifier that learnt from the others: nobody's own words help. */
export function judgeExamples(examples: readonly Example[], tools: TrainingTools): Quality {
  const partOf = toParts(examples);
  const judged = Array.from({ length: parts }, (_, part) => {
    const isHeldBack = ({ personId }: Example): boolean => partOf.get(personId) === part;
    const heldBack = examples.filter(isHeldBack);
    if (heldBack.length === 0) return [];
    const learnt = trainModel(
      examples.filter((one) => !isHeldBack(one)),
      tools,
    );
    return judge(heldBack, createClassify(learnt, tools.fold));
  }).flat();
  return {
    examples: examples.length,
    persons: partOf.size,
    accuracy: toAccuracy(judged),
    macroF1: toMacroF1(judged),
    top2: toTop2(judged),
    keywordAccuracy: toAccuracy(judge(examples, createKeywords(tools.fold))),
    confusion: toConfusion(judged),
    ...findSureFrom(judged),
  };
}

function createKeywords(fold: Fold): Classify {
  return (text) => guessByKeywords(text, fold);
}

function judge(examples: readonly Example[], classify: Classify): readonly SortedText[] {
  return examples.map(({ text, label }) => ({ label, guesses: classify(text) }));
}

/** One person's messages are all in one part. */
function toParts(examples: readonly Example[]): ReadonlyMap<string, number> {
  const persons = [...new Set(examples.map(({ personId }) => personId))].toSorted();
  return new Map(persons.map((personId, at) => [personId, at % parts]));
}

function countPersons(examples: readonly Example[]): number {
  return new Set(examples.map(({ personId }) => personId)).size;
}

function toConfusion(judged: readonly SortedText[]): Quality['confusion'] {
  const labels = [...new Set(judged.map(({ label }) => label))].toSorted();
  const counts = labels.map((right) =>
    labels.map(
      (guessed) =>
        judged.filter(({ label, guesses }) => label === right && guesses[0]?.label === guessed)
          .length,
    ),
  );
  return { labels, counts };
}

/** The lowest confidence above which guesses were right often enough. */
function findSureFrom(judged: readonly SortedText[]): Pick<Quality, 'sureFrom' | 'sureShare'> {
  const sorted = judged
    .map(({ label, guesses }) => ({
      confidence: guesses[0]?.confidence ?? 0,
      isRight: guesses[0]?.label === label,
    }))
    .toSorted((a, b) => b.confidence - a.confidence);
  let right = 0;
  let found: { readonly sureFrom: number; readonly sureShare: number } | undefined;
  for (const [at, { confidence, isRight }] of sorted.entries()) {
    if (isRight) right += 1;
    const count = at + 1;
    if (count >= fewestSure && right / count >= sureAccuracy) {
      found = { sureFrom: confidence, sureShare: count / sorted.length };
    }
  }
  return found ?? { sureShare: 0 };
}
