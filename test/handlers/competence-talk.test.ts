import { describe, expect, test } from '@jest/globals';
import { createAskReferrals, type NewOutboxRow } from '../../bot/index.ts';
import { createRender, createTranslate } from '../../platform/i18n/index.ts';
import { buildTalk, buildWorld, keysOf, wait, type World } from '../support/build-turn.ts';

const milk = '楼下超市卖给我的牛奶过期一个月了';

/** The sweeper's question after seven days; the rows that it wrote. */
async function askReferrals({ referrals, clock }: World): Promise<readonly NewOutboxRow[]> {
  const rows: NewOutboxRow[] = [];
  const ask = createAskReferrals({
    referrals,
    outbox: { insert: async (more) => void rows.push(...more) },
    bell: { ring: async () => undefined },
    now: () => clock.now,
  });
  await ask();
  await ask();
  return rows;
}

describe('a complaint about a business', () => {
  test('hears at once who is competent, by telephone, and is refused nothing', async () => {
    const talk = buildTalk(buildWorld());
    await talk.say('投诉');
    const { replies } = await talk.say(milk);
    const [reply] = replies;
    expect(reply).toMatchObject({
      key: 'conversation.competence.business',
      values: { unit: '市场监督管理部门' },
      lines: [{ key: 'conversation.competence.phone' }],
    });
    expect(reply?.options?.map(({ say }) => say)).toEqual(['移交', '继续投诉', '我自己找他们']);
  });

  test('goes on with us when the person insists, without being asked again', async () => {
    const world = buildWorld();
    const talk = buildTalk(world);
    await talk.say('投诉');
    await talk.say(milk);
    expect(keysOf(await talk.say('2'))).toEqual(['competence.goesOn', 'ask.actingUnit']);
    await talk.say('提交');
    expect(world.store.all()[0]).toMatchObject({ kind: 'complaint', facts: { story: milk } });
    expect(world.referrals.all()).toEqual([]);
  });

  test('goes on as well with any other word: it answers what comes next', async () => {
    const talk = buildTalk(buildWorld());
    await talk.say('投诉');
    await talk.say(milk);
    await talk.say('提交');
    expect(talk.state().pending).toBeUndefined();
    expect(talk.state().form).toBeUndefined();
  });

  test('is filed with the consent noted when it is handed over', async () => {
    const world = buildWorld();
    const talk = buildTalk(world);
    await talk.say('投诉');
    await talk.say(milk);
    expect(keysOf(await talk.say('移交'))).toEqual(['filed.complaint', 'competence.handedOver']);
    const [ticket] = world.store.all();
    expect(JSON.stringify(ticket?.history)).toContain('同意移交：市场监督管理部门');
    expect(world.referrals.all()).toMatchObject([
      { id: ticket?.id, unit: '市场监督管理部门', state: 'waiting' },
    ]);
  });

  test('leaves nothing behind when the person turns to the department alone', async () => {
    const world = buildWorld();
    const talk = buildTalk(world);
    await talk.say('投诉');
    await talk.say(milk);
    expect(keysOf(await talk.say('3'))).toEqual(['competence.declined']);
    expect(talk.state().form).toBeUndefined();
    expect(world.store.all()).toEqual([]);
  });

  test('is named before any form, when it was only told', async () => {
    const talk = buildTalk(buildWorld());
    const told = await talk.say('老板拖欠我三个月工资不给，打电话也不接，家里等着用钱。');
    expect(told.replies.at(-1)).toMatchObject({
      key: 'conversation.competence.business',
      values: { unit: expect.stringContaining('人力资源') },
    });
  });
});

describe('matters that were told together', () => {
  const two =
    '我有两件事。\n1、河东县城管局没收了我的推车，没有给单子。\n2、楼下超市卖给我的牛奶过期一个月了';

  test('are each judged when their turn comes', async () => {
    const world = buildWorld();
    const talk = buildTalk(world);
    await talk.say('投诉');
    await talk.say(two);
    expect(keysOf(await talk.say('分开'))).toEqual(['form.nextMatter', 'ask.place']);
    expect(keysOf(await talk.say('提交'))).toEqual([
      'filed.complaint',
      'form.nextMatter',
      'competence.business',
    ]);
    expect(keysOf(await talk.say('继续投诉'))).toEqual(['competence.goesOn', 'ask.actingUnit']);
  });

  test('are judged as one when they stay together, and what was left alone brings up the next', async () => {
    const talk = buildTalk(buildWorld());
    await talk.say('投诉');
    await talk.say(
      '楼下超市卖给我的牛奶过期一个月了。另外还有一件事，河东县城管局没收了我的推车。',
    );
    expect(keysOf(await talk.say('分开'))).toEqual(['form.nextMatter', 'competence.business']);
    expect(keysOf(await talk.say('3'))).toEqual([
      'competence.declined',
      'form.nextMatter',
      'ask.place',
    ]);
    expect(talk.state().form?.facts.story).toContain('推车');
  });
});

describe('a complaint in which an authority may have a part', () => {
  test('is asked about in one question with two answers', async () => {
    const talk = buildTalk(buildWorld());
    await talk.say('投诉');
    const { replies } = await talk.say('楼下KTV太吵了，一直没人管');
    expect(replies[0]).toMatchObject({ key: 'conversation.competence.whose' });
    expect(replies[0]?.options).toHaveLength(2);
  });

  test('goes on by the first answer, and is told who is competent by the second', async () => {
    const first = buildTalk(buildWorld());
    await first.say('投诉');
    await first.say('楼下KTV太吵了，一直没人管');
    expect(keysOf(await first.say('1'))[0]).toBe('competence.goesOn');
    const second = buildTalk(buildWorld());
    await second.say('投诉');
    await second.say('楼下KTV太吵了，一直没人管');
    expect(keysOf(await second.say('2'))).toEqual(['competence.business']);
    expect(keysOf(await second.say('1'))).toContain('competence.handedOver');
  });

  test('is never asked about when an authority acted', async () => {
    const talk = buildTalk(buildWorld());
    await talk.say('投诉');
    const keys = keysOf(await talk.say('城管把我的三轮车扣了，什么单子都没给'));
    expect(keys.filter((key) => key.startsWith('competence'))).toEqual([]);
  });
});

async function handOver(world: World) {
  const talk = buildTalk(world);
  await talk.say('投诉');
  await talk.say(milk);
  await talk.say('移交');
  return talk;
}

describe('a matter that was handed over', () => {
  test('is asked about once, after seven days and not before', async () => {
    const world = buildWorld();
    await handOver(world);
    wait(world, 7 * 24 - 1);
    expect(await askReferrals(world)).toEqual([]);
    wait(world, 2);
    const rows = await askReferrals(world);
    expect(rows).toMatchObject([
      {
        kind: 'notice',
        reply: { key: 'conversation.referral.ask', values: { unit: '市场监督管理部门' } },
      },
    ]);
    expect(await askReferrals(world)).toEqual([]);
  });

  test('is closed by an answer', async () => {
    const world = buildWorld();
    const talk = await handOver(world);
    wait(world, 7 * 24 + 1);
    await askReferrals(world);
    expect(keysOf(await talk.say('有答复'))).toEqual(['referral.answered']);
    expect(world.referrals.all()[0]?.state).toBe('answered');
  });

  test('becomes a complaint about inaction by none, with facts and unit filled in', async () => {
    const render = createRender(await createTranslate());
    const world = buildWorld({ render });
    const talk = await handOver(world);
    wait(world, 7 * 24 + 1);
    await askReferrals(world);
    expect(keysOf(await talk.say('没有答复'))[0]).toBe('referral.unanswered');
    const { facts } = talk.state().form ?? {};
    expect(facts?.actingUnit).toBe('市场监督管理部门');
    expect(facts?.story).toContain(milk);
    await talk.say('提交');
    expect(world.store.all()).toHaveLength(2);
    expect(world.referrals.all()[0]?.state).toBe('unanswered');
  });

  test('is not to be had for words that nobody asked for', async () => {
    const talk = buildTalk(buildWorld());
    expect(keysOf(await talk.say('没有答复'))).toEqual(['referral.none']);
  });

  test('is a part of the story where nobody asked and a form is open', async () => {
    const talk = buildTalk(buildWorld());
    await talk.say('投诉');
    expect(keysOf(await talk.say('没有答复'))).toEqual(['ask.actingUnit']);
    expect(talk.state().form?.facts.story).toBe('没有答复');
  });
});

describe('words that answer an offer, where none is open', () => {
  test.each(['移交', '同意移交', '不同意', '继续投诉', '嗯嗯', '👍'])(
    '"%s" names no office, place, day or officer: the question stands',
    async (word) => {
      const talk = buildTalk(buildWorld());
      await talk.say('投诉');
      await talk.say('几个人把我的三轮车拉走了，没有给单子');
      for (const slot of ['actingUnit', 'place', 'time', 'officer']) {
        expect(keysOf(await talk.say(word))).toContain(`ask.${slot}`);
        await talk.say('跳过');
      }
      expect(talk.state().form?.facts).toEqual({ story: '几个人把我的三轮车拉走了，没有给单子' });
    },
  );

  test('are what the person wants, where that is asked', async () => {
    const talk = buildTalk(buildWorld());
    await talk.say('投诉');
    await talk.say('几个人把我的三轮车拉走了，没有给单子');
    for (let n = 0; n < 6; n += 1) await talk.say('跳过');
    expect(keysOf(await talk.say('移交'))).toEqual(['ask.openness']);
    expect(talk.state().form?.facts.demand).toBe('移交');
  });

  test('and another answer to which office it was goes to the story', async () => {
    const talk = buildTalk(buildWorld());
    await talk.say('投诉');
    await talk.say('几个人把我的三轮车拉走了，没有给单子');
    expect(keysOf(await talk.say('昨天下午买菜回来'))).toEqual(['ask.actingUnit']);
    const { facts } = talk.state().form ?? {};
    expect(facts?.actingUnit).toBeUndefined();
    expect(facts?.time).toContain('昨天下午');
    expect(facts?.story).toContain('买菜回来');
  });
});
