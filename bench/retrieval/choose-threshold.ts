import { buildIndex, chosenThresholds, decide, type Hit } from '../../knowledge/retrieval/index.ts';
import { fold } from '../../platform/fold/index.ts';
import { readData, toAnswerTask } from './data.ts';
import { toDocuments } from './documents.ts';
import { createRandom, mean } from './measures.ts';
import { readOptions } from '../options.ts';

/**
 * Chooses from where on an answer is given: `npx tsx bench/retrieval/choose-threshold.ts`. Foreign questions are drawn
 * anew, and a threshold must keep them within the limit in 97.5 % of the draws. The second table shows a base of all
 * answers, where the wrong ones come from neighbours: that chose `ahead`.
 */
const mostForeign = 0.02;
const draws = 400;

const { questions, complaints } = readData(readOptions().data);
const random = createRandom(11);
const administrative = questions.filter(({ admin }) => admin);
const foreign = questions.filter(({ admin }) => !admin).map(({ query }) => query);

const base = askBase(administrative);
const own = base.askOwn();
const others = base.ask(foreign);
const strangers = base.ask(complaints);
console.log('| sure from | own | right of these | other legal | highest of 97.5 % | complaints |');
console.log('| --- | --- | --- | --- | --- | --- |');
for (let step = 40; step <= 72; step += 4) {
  const sure = step / 100;
  row(sure, [
    ...judge(own, sure),
    share(others, sure),
    bound(others, sure),
    share(strangers, sure),
  ]);
}
const found = Array.from({ length: 60 }, (_, step) => 0.3 + step / 100).find(
  (sure) => bound(others, sure) <= mostForeign,
);
console.log(`lowest that keeps the limit: ${found?.toFixed(2) ?? 'none'}\n`);

const whole = askBase(questions).askOwn();
console.log('| ahead | answered | right of these |\n| --- | --- | --- |');
for (const ahead of [1, 1.1, 1.2, 1.3]) row(ahead, judge(whole, chosenThresholds.sure, ahead));
console.log(`shipped: ${JSON.stringify(chosenThresholds)}`);

type Asked = { readonly hits: readonly Hit[]; readonly right?: string };

function askBase(of: typeof questions) {
  const { rows, cases } = toAnswerTask(of);
  const index = buildIndex(toDocuments(rows), { fold });
  const search = (text: string): readonly Hit[] => index.search(text, { audience: 'public' }, 2);
  return {
    ask: (texts: readonly string[]): readonly Asked[] =>
      texts.map((text) => ({ hits: search(text) })),
    askOwn: (): readonly Asked[] =>
      cases.map(({ text, right }) => ({ hits: search(text), right: [...right][0] ?? '' })),
  };
}

function listAnswered(asked: readonly Asked[], sure: number, ahead: number): readonly Asked[] {
  const thresholds = { ...chosenThresholds, sure, ahead };
  return asked.filter(({ hits }) => decide(hits, thresholds).kind === 'sure');
}

function share(asked: readonly Asked[], sure: number, ahead = chosenThresholds.ahead): number {
  return listAnswered(asked, sure, ahead).length / asked.length;
}

function judge(asked: readonly Asked[], sure: number, ahead = chosenThresholds.ahead): number[] {
  const answered = listAnswered(asked, sure, ahead);
  const right = mean(answered.map((one) => Number(one.hits[0]?.id === one.right)));
  return [answered.length / asked.length, right];
}

/** The share that 97.5 % of the draws stay under. */
function bound(asked: readonly Asked[], sure: number): number {
  const answered = listAnswered(asked, sure, chosenThresholds.ahead).length;
  const shares = Array.from({ length: draws }, () =>
    mean(asked.map(() => Number(random() * asked.length < answered))),
  ).toSorted((a, b) => a - b);
  return shares[Math.floor(draws * 0.975)] ?? 1;
}

function row(first: number, cells: readonly number[]): void {
  console.log(`| ${first.toFixed(2)} | ${cells.map((cell) => cell.toFixed(3)).join(' | ')} |`);
}
