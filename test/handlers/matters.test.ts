import { describe, expect, test } from '@jest/globals';
import { buildTalk, buildWorld, keysOf, type Talk } from '../support/build-turn.ts';

const two =
  '我是东门的商户，反映两件事。\n1. 河东县城管局把我的招牌拆了，没有通知。\n2. 河东县交警大队拖走我的货车，收了八百元。';

async function sayAll({ say }: Talk, ...texts: readonly string[]): Promise<readonly string[]> {
  let last: readonly string[] = [];
  for (const text of texts) last = keysOf(await say(text));
  return last;
}

describe('a message with several matters', () => {
  test('is offered to be parted, and each part becomes a draft in turn', async () => {
    const world = buildWorld();
    const talk = buildTalk(world);
    expect(await sayAll(talk, '投诉', two)).toEqual(['ask.split']);
    expect(await sayAll(talk, '1')).toEqual(['form.nextMatter', 'ask.place']);
    expect(talk.state().form?.facts).toMatchObject({ actingUnit: '河东县城管局' });
    expect(talk.state().form?.facts.story).toContain('反映两件事');
    expect(await sayAll(talk, '提交')).toEqual(['filed.complaint', 'form.nextMatter', 'ask.place']);
    expect(talk.state().form?.facts).toMatchObject({ actingUnit: '河东县交警大队' });
    expect(await sayAll(talk, '提交')).toEqual(['filed.complaint']);
    const stories = world.store.all().map(({ facts }) => facts.story ?? '');
    expect(stories).toHaveLength(2);
    expect(stories.join('')).toContain('招牌拆了');
    expect(stories.join('')).toContain('拖走我的货车');
  });

  test('stays one when the person says so, by number, by word, by 跳过, or by going on', async () => {
    for (const word of ['2', '合成一件', '否', '跳过', '人民路12号']) {
      const world = buildWorld();
      const talk = buildTalk(world);
      await sayAll(talk, '投诉', two, word, '提交');
      expect(world.store.all()).toHaveLength(1);
      expect(world.store.all()[0]?.facts.story).toContain(two);
      expect(talk.state().form).toBeUndefined();
    }
  });

  test('提交 at once files it as one', async () => {
    const world = buildWorld();
    expect(await sayAll(buildTalk(world), '投诉', two, '提交')).toEqual(['filed.complaint']);
    expect(world.store.all()).toHaveLength(1);
  });

  test('cancelling the first brings up the second', async () => {
    const talk = buildTalk(buildWorld());
    await sayAll(talk, '投诉', two, '1');
    expect(await sayAll(talk, '取消', '是')).toEqual([
      'form.cancelled',
      'form.nextMatter',
      'ask.place',
    ]);
    expect(talk.state().form?.facts.story).toContain('货车');
    expect(talk.state().laterForms).toBeUndefined();
  });

  test('is seen without numbers where the second is announced', async () => {
    for (const told of [
      '城管把我的招牌拆了，没有通知。另外还有一件事，交警拖走我的货车，收了八百元。',
      '城管把我的招牌拆了，沒有通知。對了，還有一個問題要反映：交警拖走我的貨車，收了八百元。',
      'Urban management took down my sign. There is another matter: traffic police towed my van.',
    ]) {
      const talk = buildTalk(buildWorld());
      expect(await sayAll(talk, '投诉', told)).toEqual(['ask.split']);
      await talk.say('1');
      expect(talk.state().form?.facts.story).not.toMatch(/货车|貨車|van/u);
      expect(talk.state().laterForms?.[0]?.facts.story).toMatch(/货车|貨車|van/u);
    }
  });

  test('is parted off a draft that was told before, which keeps its answers', async () => {
    const world = buildWorld();
    const talk = buildTalk(world);
    const second = '另外还有一件事：河东县交警大队拖走我的货车，收了八百元。';
    await sayAll(talk, '投诉', '城管把我的招牌拆了。', '河东县城管局');
    expect(await sayAll(talk, '另外还有一件事')).toEqual(['form.tellSecond', 'ask.place']);
    expect(await sayAll(talk, second)).toEqual(['ask.split']);
    expect(await sayAll(talk, '分开')).toEqual(['form.nextMatter', 'ask.place']);
    expect(talk.state().form?.facts).toEqual({
      story: '城管把我的招牌拆了。',
      actingUnit: '河东县城管局',
    });
    await sayAll(talk, '提交', '提交');
    expect(world.store.all().map(({ facts }) => facts.story)).toEqual([
      '城管把我的招牌拆了。',
      second,
    ]);
    const one = buildTalk(buildWorld());
    await sayAll(one, '投诉', '城管把我的招牌拆了。', second, '合成一件');
    expect(one.state().form?.facts.story).toBe(`城管把我的招牌拆了。\n${second}`);
    expect(one.state().form?.parts).toBeUndefined();
  });

  test('a draft given up takes nothing with it that the one behind it was told in', async () => {
    const talk = buildTalk(buildWorld());
    await talk.say('投诉');
    await talk.say(two);
    const told = talk.state().form?.messageIds;
    expect(told).toHaveLength(1);
    await sayAll(talk, '1', '人民路12号', '取消');
    const { forget } = await talk.say('是');
    expect(forget?.messageIds).toHaveLength(1);
    expect(forget?.messageIds).not.toEqual(expect.arrayContaining([...(told ?? [])]));
    expect(talk.state().form?.messageIds).toEqual(told);
    await talk.say('取消');
    expect((await talk.say('是')).forget?.messageIds).toEqual(told);
    expect(talk.state().form).toBeUndefined();
  });

  test('a draft behind one that is filed leaves the message to the ticket', async () => {
    const talk = buildTalk(buildWorld());
    await sayAll(talk, '投诉', two, '1', '提交');
    expect(talk.state().form?.messageIds).toEqual([]);
  });

  test('is not seen in a single matter told in points, dates or amounts', async () => {
    for (const story of [
      '3月1日他们来了，罚了500元，收据也没有给我。',
      '1.罚款\n2.没票',
      '第一次来的时候说没事，第二次来就罚款两千元，还要扣车。',
      '他们收了我的秤，另外还打了人，还有三个人在场看见了。',
      '他们还有一个问题没有回答我，就把我的秤拿走了。',
    ]) {
      const talk = buildTalk(buildWorld());
      await sayAll(talk, '投诉', story);
      expect(talk.state().form?.asking).not.toBe('split');
    }
  });
});

describe('filing for another', () => {
  test('who files and for whom are kept apart; a lawyer without a name given is asked for whom', async () => {
    const world = buildWorld();
    const talk = buildTalk(world);
    await sayAll(talk, '投诉', '我替我母亲投诉，她在菜场被城管队员推倒了。');
    expect(talk.state().form?.facts.onBehalfOf).toBe('我母亲');
    const lawyer = buildTalk(buildWorld());
    expect(await sayAll(lawyer, '投诉', '我是律师，城管队员没有出示证件就罚款。')).toEqual([
      'ask.onBehalfOf',
    ]);
    expect(await sayAll(lawyer, '河东饭店的李老板')).toEqual(['ask.actingUnit']);
    expect(lawyer.state().form?.facts.onBehalfOf).toBe('河东饭店的李老板');
    const plain = buildTalk(buildWorld());
    await sayAll(plain, '投诉', '城管队员把我妈推倒了。');
    expect(plain.state().form?.facts.onBehalfOf).toBeUndefined();
  });
});
