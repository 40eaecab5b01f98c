import { describe, expect, test } from '@jest/globals';
import { buildTalk, buildWorld, keysOf } from '../support/build-turn.ts';

const taken = '几个人把我的三轮车拉走了，没有给单子';

async function begin() {
  const world = buildWorld();
  const talk = buildTalk(world);
  await talk.say('投诉');
  await talk.say(taken);
  return { ...talk, world };
}

describe('who goes on telling without choosing', () => {
  test('is asked twice what it is, then taken for what it looks like, no word lost', async () => {
    const { say, state } = buildTalk(buildWorld());
    const words = [
      '前天上午我在镇上卖自家种的青菜来了几个人也没说啥就把我的秤拿走了',
      '秤是我孙子给我买的',
      '我就想把秤要回来',
    ];
    expect(keysOf(await say(words[0] ?? ''))).toEqual(['offer.complaint']);
    expect(keysOf(await say(words[1] ?? ''))).toEqual(['offer.complaint']);
    expect(keysOf(await say(words[2] ?? ''))[0]).toBe('begin.complaint');
    expect(state().form?.facts.story).toBe(words.join('\n'));
  });
});

describe('who is weary of questions', () => {
  test.each(['别问了', '滚，别问了', '不要再问了', 'stop asking'])(
    '"%s" goes straight to the review',
    async (words) => {
      const { say, state } = await begin();
      const keys = keysOf(await say(words));
      expect(keys.slice(-2)).toEqual(['review.complaint', 'ask.review.confidential']);
      expect(state().form?.facts).toEqual({ story: taken });
    },
  );

  test('滚 alone names no office', async () => {
    const { say } = await begin();
    expect(keysOf(await say('滚'))).toEqual(['calm', 'ask.actingUnit']);
  });

  test('a question that is no answer is answered as such, and the same is asked again', async () => {
    const { say, state } = await begin();
    expect(keysOf(await say('你是机器人吗？'))).toEqual(['consult.noneAside', 'ask.actingUnit']);
    expect(state().form?.facts.actingUnit).toBeUndefined();
  });
});

describe('small words', () => {
  test('对 at the review files it, 不对 leads to what is wrong', async () => {
    const { say, world } = await begin();
    await say('别问了');
    expect(keysOf(await say('不是'))).toEqual(['ask.slotToChange']);
    await say('跳过');
    await say('别问了');
    expect(keysOf(await say('对'))).toEqual(['filed.complaint']);
    expect(world.store.all()[0]?.facts.story).toBe(taken);
  });

  test.each([
    ['改成匿名', 'anonymous'],
    ['我还是公开吧', 'open'],
    ['还是保密吧', 'confidential'],
  ])('%s changes how open it is, and answers no other question', async (words, openness) => {
    const { say, state } = await begin();
    expect(keysOf(await say(words))).toEqual([`openness.${openness}`, 'ask.actingUnit']);
    expect(state().form).toMatchObject({ openness, facts: { story: taken } });
  });

  test('投诉吧 and 提交吧 are the commands', async () => {
    const { say } = buildTalk(buildWorld());
    expect(keysOf(await say('投诉吧'))).toEqual(['begin.complaint', 'ask.story.complaint']);
    await say(taken);
    expect(keysOf(await say('提交吧'))).toEqual(['filed.complaint']);
  });

  test('a face or a number is no story and no office', async () => {
    const { say, state } = buildTalk(buildWorld());
    await say('投诉');
    for (const words of ['😭', '2', '……']) {
      expect(keysOf(await say(words))).toContain('ask.story.complaint');
    }
    await say(taken);
    expect(keysOf(await say('99'))).toContain('ask.actingUnit');
    expect(state().form?.facts).toEqual({ story: taken });
  });

  test('thanks outside a form are answered kindly and are no failure', async () => {
    const { say, state } = await begin();
    await say('提交');
    expect(keysOf(await say('谢谢'))).toEqual(['welcome']);
    expect(state().misunderstood).toBeUndefined();
  });

  test('重新开始 asks once, then the draft is gone', async () => {
    const { say, state } = await begin();
    expect(keysOf(await say('重新开始'))).toEqual(['ask.cancel']);
    await say('是');
    expect(state().form).toBeUndefined();
  });

  test('English sentences are answered in English', async () => {
    const { say } = buildTalk(buildWorld());
    const answer = await say('Two men came to my cafe and they took the coffee machine away.');
    expect(answer.language).toBe('en');
  });
});
