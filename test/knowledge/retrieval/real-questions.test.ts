import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { readData, toAnswerTask } from '../../../bench/retrieval/data.ts';
import { toDocuments } from '../../../bench/retrieval/documents.ts';
import { listPlaces, mean, toHit5, toMrr } from '../../../bench/retrieval/measures.ts';
import { buildIndex, decide } from '../../../knowledge/retrieval/index.ts';
import { fold } from '../../../platform/fold/index.ts';

const folder = path.resolve(import.meta.dirname, '../../../../shared/data');
const hasData = existsSync(folder);
if (!hasData) process.stderr.write(`SKIPPED: real questions, because there is no ${folder}\n`);

// Floors well under what bench/retrieval.ts measures: they catch a break, the bench judges the rest.
(hasData ? describe : describe.skip)('real questions', () => {
  const { questions, complaints } = hasData ? readData(folder) : { questions: [], complaints: [] };

  test('find the answers that lawyers wrote for them', () => {
    const task = toAnswerTask(questions);
    const index = buildIndex(toDocuments(task.rows), { fold });
    const places = listPlaces(task, (text, limit) =>
      index.search(text, { audience: 'public' }, limit),
    );
    expect(toHit5(places)).toBeGreaterThan(0.945);
    expect(toMrr(places)).toBeGreaterThan(0.87);
  });

  test('that the base does not answer, and complaints, get no direct answer', () => {
    const { rows } = toAnswerTask(questions.filter(({ admin }) => admin));
    const index = buildIndex(toDocuments(rows), { fold });
    const share = (texts: readonly string[]): number =>
      mean(
        texts.map((text) =>
          Number(decide(index.search(text, { audience: 'public' }, 4)).kind === 'sure'),
        ),
      );
    const foreign = questions.filter(({ admin }) => !admin).map(({ query }) => query);
    expect(share(foreign)).toBeLessThan(0.02);
    expect(share(complaints)).toBeLessThan(0.02);
    const own = questions.filter(({ admin }) => admin).map(({ query }) => query);
    expect(share(own)).toBeGreaterThan(0.6);
  });
});
