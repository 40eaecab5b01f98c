import {
  buildIndex,
  chosenWeights,
  openIndex,
  type Weights,
} from '../../knowledge/retrieval/index.ts';
import { fold } from '../../platform/fold/index.ts';
import { readData, toAnswerTask, toArticleTask, toFold, type Task } from './data.ts';
import { createRandom, listPlaces, mean, toHit5, toMrr } from './measures.ts';
import { readOptions } from '../options.ts';
import { toDocuments } from './documents.ts';

/**
 * Chooses the weights by cross-validation: `npx tsx bench/retrieval/choose-weights.ts`. `wording` is not tried, since
 * these rows have none; `title` never falls to 0, since these questions seldom name the statute that they mean.
 */
const layouts = {
  k1: [0.7, 0.9, 1.2],
  b: [0.75, 0.85, 0.95],
  lead: [0.15, 0.3, 0.4],
  title: [0.05, 0.1, 0.2],
};
const readings = { single: [1.5, 2, 2.5, 3], weak: [0.3, 0.4, 0.6], synonym: [0.45, 0.6, 0.8, 1] };
const layoutsTried = 10;
const readingsTried = 6;

/** The places of the right rows in both tasks, question by question. */
type Trial = {
  readonly weights: Weights;
  readonly answers: readonly number[];
  readonly articles: readonly number[];
};

const data = readData(readOptions().data);
const answerTask = toAnswerTask(data.questions);
const articleTask = toArticleTask(data);
const random = createRandom(7);
const trials: Trial[] = [];
for (let layout = 0; layout < layoutsTried; layout += 1) {
  tryLayout(layout === 0 ? chosenWeights : { ...chosenWeights, ...draw(layouts) });
}
report();

function tryLayout(laidDown: Weights): void {
  const [answers, articles] = [answerTask, articleTask].map(({ rows }) =>
    buildIndex(toDocuments(rows), { fold, weights: laidDown }).layOut(),
  );
  if (answers === undefined || articles === undefined) return;
  for (let reading = 0; reading < readingsTried; reading += 1) {
    const weights = reading === 0 ? laidDown : { ...laidDown, ...draw(readings) };
    const findIn = (laid: typeof answers, task: Task): readonly number[] => {
      const index = openIndex(laid, { fold, weights });
      return listPlaces(task, (text, limit) => index.search(text, { audience: 'public' }, limit));
    };
    trials.push({
      weights,
      answers: findIn(answers, answerTask),
      articles: findIn(articles, articleTask),
    });
  }
}

/** What is to be high, over some of the questions. Answers count twice: they are what a person is told. */
function judge({ answers, articles }: Trial, isMeant: (question: number) => boolean): number {
  const [a, b] = [answers, articles].map((places) => places.filter((_, at) => isMeant(at)));
  return 2 * toMrr(a ?? []) + toMrr(b ?? []) + toHit5(b ?? []);
}

function pickBest(isMeant: (question: number) => boolean): Trial {
  return trials.reduce((best, trial) =>
    judge(trial, isMeant) > judge(best, isMeant) ? trial : best,
  );
}

function report(): void {
  const folds = answerTask.cases.map(({ text }) => toFold(text));
  const leftOut = [0, 1, 2, 3, 4].map((part) => {
    const { answers, articles } = pickBest((question) => folds[question] !== part);
    const only = (places: readonly number[]): readonly number[] =>
      places.filter((_, question) => folds[question] === part);
    return { answers: only(answers), articles: only(articles) };
  });
  const answers = leftOut.flatMap((part) => part.answers);
  const articles = leftOut.flatMap((part) => part.articles);
  const spread = trials.map((trial) => judge(trial, () => true));
  console.log(
    `${trials.length} sets of weights tried, mean of what is judged ${mean(spread).toFixed(4)}`,
  );
  console.log('| chosen on four parts, judged on the fifth | Hit@5 | MRR |\n| --- | --- | --- |');
  console.log(`| answers | ${toHit5(answers).toFixed(4)} | ${toMrr(answers).toFixed(4)} |`);
  console.log(`| articles | ${toHit5(articles).toFixed(4)} | ${toMrr(articles).toFixed(4)} |`);
  const best = trials.toSorted((a, b) => judge(b, () => true) - judge(a, () => true)).slice(0, 8);
  for (const trial of best) {
    console.log(judge(trial, () => true).toFixed(4), JSON.stringify(trial.weights));
  }
}

function draw<T extends Record<string, readonly number[]>>(grid: T): Record<keyof T, number> {
  const entries = Object.entries(grid).map(([name, values]) => [
    name,
    values[Math.floor(random() * values.length)] ?? 0,
  ]);
  return Object.fromEntries(entries);
}
