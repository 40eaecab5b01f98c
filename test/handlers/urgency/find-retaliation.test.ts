import { describe, expect, test } from '@jest/globals';
import { hasRetaliation } from '../../../handlers/urgency/index.ts';
import { buildTalk, buildWorld } from '../../support/build-turn.ts';

const fold = (text: string): string =>
  text.toLowerCase().replaceAll('，', ',').replaceAll('！', '!');

describe('retaliation inside a message', () => {
  test.each([
    '我投诉以后他们打击报复，三天来查了五次。',
    '上次反映了问题，现在遭到报复。',
    '怕被报复，请不要说出我的名字',
    '我担心他们报复我家的店',
    '执法队扬言要来报复我们',
    '举报之后被他们报复了',
    '自从我投诉了以后，他们天天来查',
    '就因为我举报，他们处处刁难',
    '他们对我进行报复性检查',
    'They retaliated after my complaint.',
    '害怕遭报复，所以匿名',
    '投诉了就给我穿小鞋',
  ])('is heard in "%s"', (text) => {
    expect(hasRetaliation(text, fold)).toBe(true);
  });

  test.each([
    '打击报复怎么处罚？',
    '什么叫打击报复',
    '目前没有被报复，就是想问进度。',
    '我不怕他们报复',
    '不会报复吧，我只是问问',
    '那人报复心很重，和邻居吵架',
    '现在是报复性消费，店里很忙',
    '检查没有出示证件，罚款没有票据。',
    '我举报一家店卖过期的牛奶',
    '自从开店以来，他们每月来查一次',
    '被罚了三千元，没有给决定书',
    'There was no retaliation.',
  ])('is not made out of "%s"', (text) => {
    expect(hasRetaliation(text, fold)).toBe(false);
  });

  test('flags the ticket that is filed of the story', async () => {
    const world = buildWorld();
    const talk = buildTalk(world);
    await talk.say('投诉');
    await talk.say('上个月检查没有出示证件，我反映以后他们打击报复，三天查了五次。');
    await talk.say('提交');
    expect(world.store.all()[0]?.retaliationAt).toEqual(world.clock.now);
  });
});
