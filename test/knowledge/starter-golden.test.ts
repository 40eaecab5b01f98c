import { describe, expect, test } from '@jest/globals';
import { starterDrafts } from '../../knowledge/index.ts';
import { goldenQuestions } from '../../knowledge/starter/golden.ts';
import { fold } from '../../platform/fold/index.ts';

const answered = goldenQuestions.flatMap(({ question, audience, expects }) =>
  expects.kind === 'entry' ? [{ question, audience, id: expects.id }] : [],
);

function toPlain(wording: string): string {
  return fold(wording).replaceAll(/[\p{P}\s]/gu, '');
}

describe('the golden questions', () => {
  test('are at least 120 with an answer and 60 without', () => {
    expect(answered.length).toBeGreaterThanOrEqual(120);
    expect(goldenQuestions.length - answered.length).toBeGreaterThanOrEqual(60);
  });

  test('expect entries that whoever asks is shown', () => {
    const audienceOf = new Map(
      starterDrafts.map(({ id, audience = 'public' }): [string, string] => [id, audience]),
    );
    expect(answered.filter(({ id, audience }) => audienceOf.get(id) !== audience)).toEqual([]);
  });

  test('ask for every entry at least once', () => {
    const asked = new Set(answered.map(({ id }) => id));
    expect(starterDrafts.map(({ id }) => id).filter((id) => !asked.has(id))).toEqual([]);
  });

  test('are each asked once, under an id of their own, in other words than any entry has', () => {
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
    expect(new Set(goldenQuestions.map(({ id }) => id)).size).toBe(goldenQuestions.length);
  });
});
