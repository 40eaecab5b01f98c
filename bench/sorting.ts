import {
  createClassify,
  guessByKeywords,
  takeSurest,
  toAccuracy,
  toCalibrationError,
  toMacroF1,
  toTop2,
  trainModel,
  type Classify,
  type Example,
  type SortedText,
} from '../knowledge/classify/index.ts';
import { fold } from '../platform/fold/index.ts';
import { readOptions } from './options.ts';
import { createRandom } from './retrieval/measures.ts';
import { readAreas, readKinds, type Row } from './sorting/data.ts';
import { trainMajority, trainNaiveBayes } from './sorting/peers.ts';

/**
 * How well messages are sorted, in five parts, each judged by what learnt from the other four:
 * `npx tsx bench/sorting.ts [--data DIR] [--json]`.
 */
type Train = (examples: readonly Example[]) => Classify;

const learn =
  (evenness: number): Train =>
  (examples) =>
    createClassify(trainModel(examples, { fold, evenness, random: createRandom(7) }), fold);

/** The portal's areas in ours; written before anything was measured. */
const areaOf: Readonly<Record<string, readonly string[]>> = {
  城乡建设: ['city_management', 'natural_resources'],
  环境保护: ['ecology'],
  交通运输: ['transport'],
  教育文体: ['culture_tourism'],
  劳动和社会保障: ['labour'],
  商贸旅游: ['market_regulation'],
  卫生计生: ['health'],
};

const { data, json } = readOptions();
const areas = readAreas(data);
const kinds = readKinds(data);

function judge(rows: readonly Row[], train: Train): readonly SortedText[] {
  return [0, 1, 2, 3, 4].flatMap((part) => {
    const classify = train(rows.filter((row) => row.part !== part));
    return rows
      .filter((row) => row.part === part)
      .map(({ text, label }) => ({ label, guesses: classify(text) }));
  });
}

/** Keywords know our areas: a guess stands for the portal's area that it belongs to. */
const keywords: Train = () => (text) =>
  guessByKeywords(text, fold).flatMap(({ label, confidence }) => {
    const portal = Object.entries(areaOf).find(([, ours]) => ours.includes(label))?.[0];
    return portal === undefined ? [] : [{ label: portal, confidence }];
  });

const rows = [
  { name: 'ours', areas: judge(areas, learn(0)), kinds: judge(kinds, learn(4)) },
  {
    name: 'naive Bayes',
    areas: judge(areas, trainNaiveBayes),
    kinds: judge(kinds, trainNaiveBayes),
  },
  { name: 'majority', areas: judge(areas, trainMajority), kinds: judge(kinds, trainMajority) },
];
const byKeywords = toMacroF1(judge(areas, keywords));
const [ours] = rows;
const ourF1 = toMacroF1(ours?.areas ?? []);

console.log(
  '| | area F1 | against ours | F1 of the surest 80 % | right among two | kind accuracy | calibration error |',
);
console.log('| --- | --- | --- | --- | --- | --- | --- |');
for (const { name, areas: ofAreas, kinds: ofKinds } of rows) {
  const f1 = toMacroF1(ofAreas);
  const cells = [
    f1,
    f1 / ourF1,
    toMacroF1(takeSurest(ofAreas, 0.8)),
    toTop2(ofAreas),
    toAccuracy(ofKinds),
    toCalibrationError(ofAreas),
  ];
  console.log(`| ${name} | ${cells.map((cell) => cell.toFixed(3)).join(' | ')} |`);
}
console.log(
  `| keywords at the start | ${byKeywords.toFixed(3)} | ${(byKeywords / ourF1).toFixed(3)} | | | | |`,
);

const started = performance.now();
const classify = learn(0)(areas);
const trainMs = performance.now() - started;
const asked = performance.now();
for (const { text } of areas) classify(text);
const predictMs = (performance.now() - asked) / areas.length;
console.log(
  `\n${areas.length} messages with an area, ${kinds.length} with a kind; training ${trainMs.toFixed(0)} ms, a message ${predictMs.toFixed(2)} ms`,
);
if (json && ours !== undefined) {
  console.log(
    JSON.stringify({
      area_f1: ourF1,
      area_f1_sure80: toMacroF1(takeSurest(ours.areas, 0.8)),
      area_top2: toTop2(ours.areas),
      area_f1_keywords: byKeywords,
      kind_accuracy: toAccuracy(ours.kinds),
      train_ms: trainMs,
      predict_ms: predictMs,
    }),
  );
}
