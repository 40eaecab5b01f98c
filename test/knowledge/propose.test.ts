import { describe, expect, test } from '@jest/globals';
import {
  createMask,
  createVocabulary,
  proposeFromAnswer,
  proposeFromCase,
} from '../../knowledge/index.ts';
import { fold } from '../../platform/fold/index.ts';

const vocabulary = createVocabulary(fold);
vocabulary.add('摆摊要不要办证？登记后可以摆摊，不用再办证。检查时没有出示证件，退还罚款，属实。');
const mask = createMask(vocabulary, fold);
const words = { facts: '案情', findings: '核查', measures: '处理' };

const ask = (question: string) =>
  proposeFromAnswer({ question, answer: '可以。', known: [] }, (text) => text).text.question;

const propose = (known: Parameters<typeof proposeFromCase>[0]['known']) =>
  proposeFromCase(
    {
      facts: ['城西执法队检查时没有出示证件。'],
      findings: ['属实'],
      measures: ['退还罚款', ''],
      known,
    },
    words,
    (text) => text,
  ).text;

describe('an entry proposed from an answer', () => {
  test('keeps the rule and drops whoever is named, by the ticket or by the look of it', () => {
    const { origin, text } = proposeFromAnswer(
      {
        question: '我是赵铁柱，摆摊要不要办证？电话13900001111。',
        answer: '登记后可以摆摊，不用再办证。找城西所，老王，电话0571-88880000。',
        known: [{ word: '城西所', mark: '某单位' }],
      },
      mask,
    );
    expect(origin).toBe('answer');
    expect(text.question + text.answer).not.toMatch(/铁柱|1390000|8888|城西|老王/);
    expect(text.answer).toContain('登记后可以摆摊，不用再办证。找某单位，');
  });

  test('knows a name again by which the person introduced themselves', () => {
    const proposed = proposeFromAnswer(
      { question: '我叫归有园，要办证吗？', answer: '归有园您好，不用。', known: [] },
      (text) => text,
    );
    expect(proposed.text).toMatchObject({
      question: '我叫某人，要办证吗？',
      answer: '某人您好，不用。',
    });
  });

  test('asks in one sentence, and in no more than is read at a glance', () => {
    expect(ask('摆摊要不要办证？我在路口。')).toBe('摆摊要不要办证？');
    expect(Array.from(ask('摆'.repeat(200)))).toHaveLength(61);
  });
});

describe('a model case', () => {
  test('has a part for what happened, what was found and what was done', () => {
    expect(propose([]).answer).toBe(
      '【案情】城西执法队检查时没有出示证件。\n【核查】属实\n【处理】退还罚款',
    );
    expect(propose([]).kind).toBe('case');
  });

  test('hides a known name also where only a part of it is said, the longest first', () => {
    const { question, answer } = propose([
      { word: '城西', mark: '某地' },
      { word: '城西执法队（二中队）', mark: '某单位' },
      { word: undefined, mark: '某企业' },
    ]);
    expect(question).toBe('某单位检查时没有出示证件。');
    expect(answer).not.toContain('城西');
  });
});
