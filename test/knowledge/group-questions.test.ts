import { describe, expect, test } from '@jest/globals';
import { groupQuestions, type Unanswered } from '../../knowledge/index.ts';
import { fold } from '../../platform/fold/index.ts';

function ask(question: string, at: number): Unanswered {
  return {
    id: `m-${at}`,
    question,
    reason: 'none',
    at: new Date(at),
    personId: 'person-1',
    state: 'open',
  };
}

describe('unanswered questions', () => {
  test('that ask about the same stand together, whatever script they are in, the most asked first', () => {
    const questions = [
      ask('猫丢了怎么办', 9),
      ask('养老院收费太高找谁', 8),
      ask('養老院收費太高應該找誰', 7),
      ask('养老院乱收费找谁', 6),
    ];
    const groups = groupQuestions(questions, fold);
    expect(groups.map(({ question, questions: members }) => [question, members.length])).toEqual([
      ['养老院收费太高找谁', 3],
      ['猫丢了怎么办', 1],
    ]);
  });

  test('all stand in exactly one group', () => {
    const questions = ['', '？', '罚款', '罚款', 'a'].map((words, at) => ask(words, at));
    const ids = groupQuestions(questions, fold).flatMap(({ questions: of }) =>
      of.map(({ id }) => id),
    );
    expect(ids.toSorted()).toEqual(['m-0', 'm-1', 'm-2', 'm-3', 'm-4']);
  });
});
