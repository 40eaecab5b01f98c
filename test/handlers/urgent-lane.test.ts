import { describe, expect, test } from '@jest/globals';
import { buildTalk, buildWorld, keysOf, wait } from '../support/build-turn.ts';
import { calmMessages, urgentMessages } from './urgency/urgent-messages.ts';

const seizure = '城管正在扣我的三轮车，车上还有货，怎么办';
const onFire = '隔壁仓库着火了，里面还有人没出来！';

describe('a message about what cannot wait', () => {
  test('is answered with where help is, filed at once, and asks only where and what', async () => {
    const world = buildWorld();
    const talk = buildTalk(world);
    const outcome = await talk.say(onFire);
    expect(keysOf(outcome)).toEqual(['urgent.life', 'urgent.filed']);
    expect(outcome.urgency).toBe('urgent');
    const [ticket] = world.store.all();
    expect(ticket).toMatchObject({
      kind: 'complaint',
      status: 'received',
      facts: { story: onFire },
      urgent: { reason: 'life', since: world.clock.now },
    });
    expect(keysOf(await talk.say('在建设路 8 号后面'))).toEqual(['supplement.added']);
    expect(world.store.all()).toHaveLength(1);
  });

  test('makes one ticket of one emergency, however often it is said', async () => {
    const world = buildWorld();
    const talk = buildTalk(world);
    await talk.say(seizure);
    await talk.say('提交');
    expect(keysOf(await talk.say(onFire))).toEqual(['urgent.life', 'urgent.added']);
    expect(world.store.all().map(({ urgent }) => urgent?.reason)).toEqual(['life']);
  });

  test('inside a form leaves the form’s question as it was, and marks the ticket filed later', async () => {
    const world = buildWorld();
    const talk = buildTalk(world);
    await talk.say('投诉');
    await talk.say('上个月来检查，没有出示证件。');
    const asked = talk.state().form?.asking;
    const outcome = await talk.say(seizure);
    expect(keysOf(outcome).slice(0, 2)).toEqual(['urgent.seizure', 'urgent.submitNow']);
    expect(talk.state().form?.facts.story).toContain(seizure);
    expect(keysOf(outcome).at(-1)).toBe(`ask.${asked}`);
    expect(talk.state().form?.asking).toBe(asked);
    expect(world.store.all()).toHaveLength(0);
    await talk.say('提交');
    expect(world.store.all()[0]?.urgent?.reason).toBe('seizure');
    expect(talk.state().urgent).toBeUndefined();
  });

  test('is no longer urgent when its draft is filed days later', async () => {
    const world = buildWorld();
    const talk = buildTalk(world);
    await talk.say('投诉');
    await talk.say(seizure);
    wait(world, 72);
    await talk.say('提交');
    expect(world.store.all()[0]?.urgent).toBeUndefined();
  });

  test('is heard in a voice, by its recognised words', async () => {
    const world = buildWorld();
    const voice = { kind: 'voice', mediaId: 'm', format: 'amr', recognition: onFire } as const;
    const outcome = await buildTalk(world).send(voice);
    expect(keysOf(outcome)).toEqual(['urgent.life', 'urgent.filed']);
  });

  test('is heard in a matter that another system hands in, whose answer stays as it was', async () => {
    const world = buildWorld();
    const matter = { kind: 'complaint', openness: 'open', facts: { story: onFire } } as const;
    const outcome = await buildTalk(world).send({ kind: 'case', matter });
    expect(keysOf(outcome)).toEqual(['filed.complaint']);
    expect(world.store.all()[0]?.urgent?.reason).toBe('life');
  });

  test('added to a ticket marks that ticket and moves it nowhere', async () => {
    const world = buildWorld();
    const talk = buildTalk(world);
    for (const said of ['投诉', '检查没有出示证件。', '提交', '补充']) await talk.say(said);
    const outcome = await talk.say(seizure);
    expect(keysOf(outcome)).toEqual(['urgent.seizure', 'supplement.added']);
    const [ticket, ...others] = world.store.all();
    expect(others).toEqual([]);
    expect(ticket).toMatchObject({ status: 'received', urgent: { reason: 'seizure' } });
  });
});

describe('through the whole conversation', () => {
  test('of the written examples at least 95 in 100 make an urgent ticket', async () => {
    const texts = Object.values(urgentMessages).flat();
    const marked = await Promise.all(
      texts.map(async (text) => {
        const world = buildWorld();
        await buildTalk(world).say(text);
        return world.store.all().some(({ urgent }) => urgent !== undefined);
      }),
    );
    expect(marked.filter(Boolean).length / texts.length).toBeGreaterThanOrEqual(0.95);
  });

  test('of the near misses none files anything by itself', async () => {
    for (const text of calmMessages) {
      const world = buildWorld();
      const outcome = await buildTalk(world).say(text);
      expect({ text, urgency: outcome.urgency, filed: world.store.all().length }).toEqual({
        text,
        urgency: undefined,
        filed: 0,
      });
    }
  });
});
