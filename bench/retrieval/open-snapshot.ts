import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { readSnapshot, type SearchIndex } from '../../knowledge/retrieval/index.ts';
import { fold } from '../../platform/fold/index.ts';
import { toQuantile } from './measures.ts';
import type { Opened } from './opened.ts';

/** Opens a snapshot in this process, asks the questions, changes entries, and prints what it took as JSON. */
const [, , snapshot, questionFile] = process.argv;
const askings = 9;
const updates = 500;
const filter = { audience: 'public', inForceOn: '2026-02-01' } as const;

const opened =
  snapshot === undefined || questionFile === undefined
    ? { loadMs: 0, p50: 0, p99: 0, p99AllAskings: 0, updateP99: 0, rssMb: readRssMb() }
    : open(snapshot, questionFile);
console.log(JSON.stringify(opened));

function open(file: string, questions: string): Opened {
  // The dictionary of the fold belongs to the process, not to the index.
  fold('简繁');
  const started = performance.now();
  const read = readSnapshot(readFileSync(file), { fold });
  const loadMs = performance.now() - started;
  if (read.kind === 'refused') throw new Error(`snapshot refused: ${read.why}`);
  const texts = z.array(z.string()).parse(JSON.parse(readFileSync(questions, 'utf8')));
  const searches = measureSearches(read.index, texts);
  return { loadMs, ...searches, rssMb: readRssMb(), updateP99: measureUpdates(read.index, texts) };
}

function measureSearches(index: SearchIndex, texts: readonly string[]) {
  const rounds = Array.from({ length: askings + 1 }, () =>
    texts.map((text) => measure(() => index.search(text, filter, 5))),
  );
  // The first round warms up: it compiles the code and folds each question for the first time.
  const warm = rounds.slice(1);
  // Other programs share the processor and hit any question now and then; a slow question is slow most times.
  const usual = texts.map((_, at) =>
    toQuantile(
      warm.map((round) => round[at] ?? Infinity),
      0.5,
    ),
  );
  return {
    p50: toQuantile(usual, 0.5),
    p99: toQuantile(usual, 0.99),
    p99AllAskings: toQuantile(warm.flat(), 0.99),
  };
}

/** Adds, replaces and removes by turns; each change must be seen by the search that follows it. */
function measureUpdates(index: SearchIndex, texts: readonly string[]): number {
  const times: number[] = [];
  for (let update = 0; update < updates; update += 1) {
    const id = update % 3 === 0 ? `new-${update}` : `entry-${update}`;
    const sign = `zeichen${update}`;
    const isRemoval = update % 3 === 2;
    const body = `${sign} ${texts[update % texts.length]}`;
    times.push(
      measure(() => {
        if (isRemoval) index.remove(id);
        else index.put({ id, body, audience: 'public' });
      }),
    );
    const isFound = index.search(sign, filter, 1)[0]?.id === id;
    if (isFound === isRemoval || index.has(id) === isRemoval) {
      throw new Error(`update ${update} was not seen`);
    }
  }
  return toQuantile(times, 0.99);
}

function measure(act: () => void): number {
  const started = performance.now();
  act();
  return performance.now() - started;
}

function readRssMb(): number {
  return process.memoryUsage.rss() / 1e6;
}
