import { describe, expect, test } from '@jest/globals';
import { starterDrafts } from '../../knowledge/index.ts';
import { goldenQuestions } from '../../knowledge/starter/golden.ts';
import { fold } from '../../platform/fold/index.ts';

const answered = goldenQuestions.flatMap(({ question, expects }) =>
  expects.kind === 'entry' ? [{ question, id: expects.id }] : [],
);

function toPlain(wording: string): string {
  return fold(wording).replaceAll(/[\p{P}\s]/gu, '');
}

describe('the golden questions', () => {
  test('are at least 120 with an answer and 60 without', () => {
    expect(answered.length).toBeGreaterThanOrEqual(120);
    expect(goldenQuestions.length - answered.length).toBeGreaterThanOrEqual(60);
  });

  test('expect entries that the public sees', () => {
    const shown = new Set(
      starterDrafts.filter(({ audience = 'public' }) => audience === 'public').map(({ id }) => id),
    );
    expect(answered.filter(({ id }) => !shown.has(id))).toEqual([]);
  });

  test('are each asked once, in other words than any entry has', () => {
    const taken = new Set(
      starterDrafts.flatMap(({ question, similar }) => [question, ...similar].map(toPlain)),
    );
    const repeated = goldenQuestions.filter(({ question }) => {
      const plain = toPlain(question);
      const isTaken = taken.has(plain);
      taken.add(plain);
      return isTaken;
    });
    expect(repeated).toEqual([]);
  });
});
