import { beforeAll, describe, expect, test } from '@jest/globals';
import {
  countVerdicts,
  createLookUp,
  goldenQuestions,
  starterDrafts,
  starterRows,
  toHitRate,
  toStarterEntry,
  tryEntries,
  type Judged,
} from '../../knowledge/index.ts';
import { fold } from '../../platform/fold/index.ts';

/** A little below what is measured; a change that falls under them has spoilt the search or the entries. */
const leastHitRate = 0.8;
const leastFound = 0.73;

describe('the shipped entries under the shipped golden questions', () => {
  let judged: readonly Judged[] = [];
  beforeAll(async () => {
    const at = new Date('2026-01-01T00:00:00Z');
    const entries = starterDrafts.flatMap((draft) => {
      const { id, live } = toStarterEntry(draft, at);
      return live === undefined ? [] : [{ id, live }];
    });
    const lookUp = createLookUp(starterRows, { fold });
    const tables = { lookUp: async (...asked: Parameters<typeof lookUp>) => lookUp(...asked) };
    judged = await tryEntries(entries, goldenQuestions, { fold, tables, today: '2026-11-22' });
  });

  test('answer no question with the wrong entry', () => {
    const wrong = judged.filter(({ verdict }) => verdict === 'wrong');
    expect(wrong.map(({ golden, said }) => [golden.question, said.entryIds])).toEqual([]);
  });

  test('say nothing where nothing may be said', () => {
    const spoke = judged.filter(({ verdict }) => verdict === 'spoke');
    expect(spoke.map(({ golden, said }) => [golden.question, said.entryIds])).toEqual([]);
  });

  test('are found at least as often as ever', () => {
    const counts = countVerdicts(judged);
    expect(toHitRate(counts)).toBeGreaterThanOrEqual(leastHitRate);
    const answerable = judged.filter(({ golden }) => golden.expects.kind === 'entry');
    const found = (counts.right + counts.offered) / answerable.length;
    expect(found).toBeGreaterThanOrEqual(leastFound);
  });
});
