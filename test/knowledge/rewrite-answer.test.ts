import { describe, expect, test } from '@jest/globals';
import {
  createRewrite,
  createRewriteAnswer,
  defaultBudget,
  keepSpendingInProcess,
  maskPersonal,
  type Answer,
} from '../../knowledge/index.ts';
import { fold } from '../../platform/fold/index.ts';
import { buildEntry } from '../support/build-entry.ts';
import { buildKnowledge } from '../support/build-knowledge.ts';
import { buildArticles } from '../support/build-statute.ts';

const question = '罚款不给票据怎么办';
const articles = buildArticles({
  title: '行政处罚法',
  versions: [{ adoptedOn: '2021-01-22', from: '2021-07-15', articles: ['70'] }],
});

async function askSure(): Promise<Extract<Answer, { kind: 'sure' }>> {
  const entry = buildEntry();
  const { ask } = buildKnowledge(() => [entry], { articles });
  const answer = await ask({ text: question, audience: 'public', today: '2026-03-02' });
  if (answer.kind !== 'sure') throw new Error('not sure');
  return answer;
}

/** A model that says this, and what it was asked and why it was not used. */
function buildRewriteAnswer(says: string) {
  const asked: string[] = [];
  const reasons: string[] = [];
  const learnt: string[] = [];
  const rewrite = createRewrite({
    model: {
      async complete({ user }) {
        asked.push(user);
        return { text: says, tokens: 10 };
      },
    },
    fold,
    mask: maskPersonal,
    budget: defaultBudget,
    spending: keepSpendingInProcess(),
    now: () => 0,
    startDeadline: () => new AbortController().signal,
  });
  const rewriteAnswer = createRewriteAnswer({
    rewrite,
    learnWords: (text) => void learnt.push(text),
    onPlain: (reason) => void reasons.push(reason),
  });
  return { rewriteAnswer, asked, reasons, learnt };
}

describe('a sure answer before a language model', () => {
  test('is offered with its articles in force, and comes back with the titles it rests on', async () => {
    const sentence = { text: '可以拒绝缴纳，并向有关机关检举。', refs: ['E1'] };
    const { rewriteAnswer, asked, learnt } = buildRewriteAnswer(
      JSON.stringify({ sentences: [sentence] }),
    );
    expect(await rewriteAnswer(question, await askSure())).toEqual({
      text: '可以拒绝缴纳，并向有关机关检举。〔1〕',
      titles: ['罚款不给票据怎么办？'],
    });
    expect(asked[0]).toContain('《行政处罚法》第七十条');
    expect(learnt.join()).toContain('可以拒绝缴纳');
  });

  test('is given as published when the model cites what was not offered', async () => {
    const sentence = { text: '依据《行政处罚法》第九百条可以拒绝。', refs: ['A9'] };
    const { rewriteAnswer, reasons } = buildRewriteAnswer(
      JSON.stringify({ sentences: [sentence] }),
    );
    expect(await rewriteAnswer(question, await askSure())).toBeUndefined();
    expect(reasons).toHaveLength(1);
  });
});
