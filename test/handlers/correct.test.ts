import { describe, expect, test } from '@jest/globals';
import { buildTalk, buildWorld, keysOf, type Talk } from '../support/build-turn.ts';

const story = '有几个队员没有出示证件，就把我的三轮车拖走了，还要我交五百元。';
const answers = ['河东县城管局', '人民路菜场', '3月1日上午'];

/** A talk whose draft has unit, place and time. */
async function beginDraft(): Promise<Talk> {
  const talk = buildTalk(buildWorld());
  for (const text of ['投诉', story, ...answers]) await talk.say(text);
  expect(talk.state().form?.asking).toBe('officer');
  return talk;
}

async function readFactsAfter(text: string) {
  const talk = await beginDraft();
  const said = await talk.say(text);
  return { facts: talk.state().form?.facts, keys: keysOf(said), asking: talk.state().form?.asking };
}

describe('putting something right in free words', () => {
  test.each([
    ['地点改成建设路12号', 'place', '建设路12号'],
    ['把地点改为建设路12号吧', 'place', '建设路12号'],
    ['地點改成建設路12號', 'place', '建設路12號'],
    ['地点写错了，应该是建设路12号', 'place', '建设路12号'],
    ['时间错了，应该是3月2日', 'time', '3月2日'],
    ['时间不对，是3月2日下午', 'time', '3月2日下午'],
    ['單位寫錯了，是交警大隊', 'actingUnit', '交警大隊'],
    ['单位不是城管局，是交警大队', 'actingUnit', '交警大队'],
    ['不是3月1日上午，是3月2日', 'time', '3月2日'],
    ['不是3月1日，是3月2日', 'time', '3月2日上午'],
    ['不是人民路菜场，而是东门菜场', 'place', '东门菜场'],
    ['我刚才说错了，应该是3月2日', 'time', '3月2日'],
    ['sorry, the place should be 12 Renmin Road', 'place', '12 Renmin Road'],
    ['change the time to March 2', 'time', 'March 2'],
    ['更正一下，是交警大队', 'actingUnit', '交警大队'],
    ['时间改成昨天', 'time', '昨天（2026-03-01）'],
  ] as const)('%s', async (text, slot, value) => {
    const { facts, keys, asking } = await readFactsAfter(text);
    expect(facts).toEqual({
      story,
      actingUnit: '河东县城管局',
      place: '人民路菜场',
      time: '3月1日上午',
      [slot]: value,
    });
    expect(keys).toEqual(['form.corrected', 'ask.officer']);
    expect(asking).toBe('officer');
  });

  test('a slot without its new value is asked for again', async () => {
    const { keys } = await readFactsAfter('时间错了');
    expect(keys).toEqual(['form.wasBefore', 'ask.time']);
  });

  test.each(['应该是姓李的', '不是正式的，是临时工', '他们说时间不够', '地点很远'])(
    'is not heard in an answer: %s',
    async (text) => {
      const { facts } = await readFactsAfter(text);
      expect(facts).toMatchObject({
        actingUnit: '河东县城管局',
        place: '人民路菜场',
        time: '3月1日上午',
      });
      expect(JSON.stringify(facts)).toContain(text);
    },
  );

  test('works in the review, which is then read back with the new words', async () => {
    const talk = await beginDraft();
    for (let turn = 0; turn < 6; turn += 1) await talk.say('跳过');
    expect(talk.state().form?.asking).toBe('review');
    const said = await talk.say('地点改成东门菜场');
    expect(keysOf(said)).toEqual(['form.corrected', 'review.complaint', 'ask.review.confidential']);
    expect(said.replies[1]?.values).toMatchObject({ place: '东门菜场' });
    await talk.say('匿名');
    await talk.say('领域改成交通');
    expect(talk.state().form).toMatchObject({ openness: 'anonymous', area: 'transport' });
  });

  test('a telephone number is replaced under seal', async () => {
    const world = buildWorld();
    const talk = buildTalk(world);
    for (const text of ['投诉', story]) await talk.say(text);
    await talk.say('联系方式：王小明 13812345678');
    const said = await talk.say('电话错了，应该是13912345679');
    expect(keysOf(said)[0]).toBe('form.contactSealed');
    expect(world.draftContacts.get('person-1')).toEqual({ name: '王小明', phone: '13912345679' });
    expect(JSON.stringify(talk.state())).not.toMatch(/13912345679|王小明/u);
  });
});
