import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { guessKind } from '../../../handlers/spot/index.ts';
import { fold } from '../../../platform/fold/index.ts';
import { buildTalk, buildWorld, keysOf } from '../../support/build-turn.ts';
import { readSharedLines } from '../../support/shared-data.ts';

const told = '上个月市容队把我摆在店门口的花盆全部搬走了，到现在也没有说法。';
const asked = '请问小餐馆办食品经营许可需要什么材料？多久能办下来？哪里办理？谢谢';
const wished = '建议菜场门口增设几个临时停车位，希望能方便老年人买菜。';

describe('what a telling without a name most likely is', () => {
  test.each([
    [told, 'complaint'],
    ['摆摊的时候来了几个人，不由分说把秤和一筐橘子都没收了，也不给单子', 'complaint'],
    ['打了三次电话都推诿说不归他们管，工地半夜还在施工，噪音严重影响休息', 'complaint'],
    ['市場監管所的人態度惡劣，罰款五千元，連決定書都沒有', 'complaint'],
    ['The inspectors seized my scales and refused to give me a receipt.', 'complaint'],
    [wished, 'suggestion'],
    ['希望窗口中午能安排人值班，方便上班的市民', 'suggestion'],
    [asked, 'consultation'],
    ['我想咨询一下，个体户年报过期了怎么补，是否要罚款', 'consultation'],
    ['How long does it take to get a street vending permit, and what do I need?', 'consultation'],
  ])('%s', (text, kind) => {
    expect(guessKind(text, fold).kind).toBe(kind);
  });

  test('only a question is ever taken without asking', () => {
    expect(guessKind(asked, fold).isSure).toBe(true);
    for (const text of [told, wished, `${told}${told}投诉举报违法乱收费，请严肃查处。`]) {
      expect(guessKind(text, fold).isSure).toBe(false);
    }
  });
});

describe('a long message', () => {
  test('is offered as what it looks like first; 是 confirms it and the words are its story', async () => {
    const { say, state } = buildTalk(buildWorld());
    const offered = await say(told);
    expect(keysOf(offered)).toEqual(['offer.complaint']);
    expect(offered.replies[0]?.options?.[0]?.say).toBe('投诉');
    expect(keysOf(await say('是的'))).toEqual(['begin.complaint', 'ask.actingUnit']);
    expect(state().form?.facts.story).toBe(told);
  });

  test('that was guessed wrongly keeps its words for what it is', async () => {
    const { say, state } = buildTalk(buildWorld());
    expect(keysOf(await say(wished))).toEqual(['offer.suggestion']);
    const rest = await say('不是');
    expect(keysOf(rest)).toEqual(['offer.words']);
    expect(rest.replies[0]?.options?.map(({ say: word }) => word)).toEqual([
      '投诉',
      '咨询',
      '转人工',
    ]);
    await say('1');
    expect(state().form).toMatchObject({ kind: 'complaint', facts: { story: wished } });
  });

  test('is not made longer by thanks', async () => {
    const { say, state } = buildTalk(buildWorld());
    await say(told);
    expect(keysOf(await say('谢谢'))).toEqual(['offer.complaint']);
    await say('1');
    expect(state().form?.facts.story).toBe(told);
  });

  test('that surely asks is answered at once, and is the story if it becomes a complaint after all', async () => {
    const { say, state } = buildTalk(buildWorld());
    expect(keysOf(await say(asked))[0]).toMatch(/^(?:answer|consult|table)\./u);
    await say('投诉');
    expect(state().form?.facts.story).toBe(asked);
  });
});

const MessageSchema = z.object({ intent: z.string(), detail: z.string() });
const messages = readSharedLines('taidi_c/intent_selfdeclared.dev.jsonl', MessageSchema);
const suite = messages === undefined ? describe.skip : describe;

suite('on real messages', () => {
  const guesses = (messages ?? []).map(({ intent, detail }) => {
    const guess = guessKind(detail, fold);
    const names = { complaint: ['投诉举报', '求助'], consultation: ['咨询'], suggestion: ['建议'] };
    return { ...guess, isRight: names[guess.kind].includes(intent) };
  });

  test('nineteen of twenty that are taken for a question are one', () => {
    const taken = guesses.filter(({ isSure }) => isSure);
    expect(taken.length).toBeGreaterThan(100);
    expect(taken.filter(({ isRight }) => isRight).length / taken.length).toBeGreaterThan(0.95);
  });

  test('what is offered first is right in three of four', () => {
    const right = guesses.filter(({ isRight }) => isRight).length / guesses.length;
    expect(right).toBeGreaterThan(0.74);
  });
});
