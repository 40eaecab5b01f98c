import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Evaluation, GoldenQuestion } from '../../../knowledge/index.ts';
import { createEvaluationStore, createGoldenStore } from '../../../platform/mongo/index.ts';
import { openTestDatabase, type TestDatabase } from '../../support/mongo.ts';

let opened: TestDatabase;
beforeAll(async () => {
  opened = await openTestDatabase();
});
afterAll(() => opened.close());
beforeEach(() => opened.clear());

const silent: GoldenQuestion = {
  id: 'g-2',
  question: '离婚以后孩子归谁',
  audience: 'public',
  expects: { kind: 'silent' },
};
const answered: GoldenQuestion = {
  id: 'g-1',
  question: '罚款不开收据可以不交吗',
  audience: 'staff',
  expects: { kind: 'entry', id: 'fine-without-paper' },
};

const buildTrial = (id: string, day: string): Evaluation => ({
  id,
  at: new Date(`${day}T01:00:00Z`),
  cause: 'daily',
  counts: { right: 3, offered: 2, missed: 1, wrong: 0, silent: 4, spoke: 0 },
  failures: [
    {
      id: 'g-1',
      question: answered.question,
      verdict: 'missed',
      said: { kind: 'near', entryIds: ['other-1', 'other-2'] },
    },
  ],
});

describe('the bureau’s golden questions', () => {
  test('are kept as they were given, each id once, and can be removed', async () => {
    const store = createGoldenStore(opened.database);
    expect(await store.insert(silent)).toBe(true);
    expect(await store.insert(answered)).toBe(true);
    expect(await store.insert({ ...silent, question: '另一个' })).toBe(false);
    expect(await store.list()).toEqual([answered, silent]);
    await opened.checkShapes();
    await store.remove(silent.id);
    expect(await store.list()).toEqual([answered]);
  });
});

describe('trials', () => {
  test('come back whole, the newest first, and one of a day is kept once', async () => {
    const store = createEvaluationStore(opened.database);
    const [first, second] = [buildTrial('d-1', '2026-03-01'), buildTrial('d-2', '2026-03-02')];
    expect(await store.insert(first)).toBe(true);
    expect(await store.insert(second)).toBe(true);
    expect(await store.insert({ ...first, cause: 'asked' })).toBe(false);
    expect(await store.list(10)).toEqual([second, first]);
    expect(await store.list(1)).toEqual([second]);
    await opened.checkShapes();
  });
});
