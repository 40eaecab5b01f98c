import { beforeEach, describe, expect, it } from '@jest/globals';
import { buildTalk, buildWorld, keysOf, wait, type World } from '../support/build-turn.ts';

let world: World;
let asked: string[];

beforeEach(() => {
  asked = [];
  const built = buildWorld();
  const ports = {
    ...built.ports,
    askCertificate: async (number: string) => {
      asked.push(number);
      return number === '33010001' ? '清河县城市管理局' : undefined;
    },
  };
  world = { ...built, ports };
});

describe("an officer's certificate asked about in the conversation", () => {
  it.each([
    '查证 33010001',
    '查證33010001',
    '核验执法证号：3301-0001',
    '这个执法证号33010001是真的吗？',
    '帮我查一下执法证33010001',
    'Is officer certificate 33010001 valid?',
  ])('%s is answered with the unit, and nothing more', async (words) => {
    const outcome = await buildTalk(world).say(words);
    expect(outcome.replies.at(-1)).toEqual({
      key: 'conversation.certificate.valid',
      values: { unit: '清河县城市管理局' },
    });
    expect(asked).toEqual(['33010001']);
  });

  it('is not found, without a word why', async () => {
    const outcome = await buildTalk(world).say('查证 33019999');
    expect(outcome.replies.at(-1)).toEqual({
      key: 'conversation.certificate.notFound',
      values: {},
    });
  });

  it('needs a number', async () => {
    expect(keysOf(await buildTalk(world).say('怎么查执法证的真假'))).toContain('certificate.which');
    expect(asked).toEqual([]);
  });

  it('can be tried five times an hour, whatever came of it', async () => {
    const talk = buildTalk(world);
    for (const last of [1, 2, 3, 4, 5]) await talk.say(`查证 3301000${last}`);
    expect(keysOf(await talk.say('查证 33010006'))).toContain('certificate.tooMany');
    expect(asked).toHaveLength(5);
    wait(world, 1);
    expect(keysOf(await talk.say('查证 33010001'))).toContain('certificate.valid');
  });

  it('stands beside an open draft, whose question comes again', async () => {
    const talk = buildTalk(world);
    await talk.say('投诉');
    const before = talk.state().form;
    const outcome = await talk.say('查证 33010001');
    expect(keysOf(outcome)[0]).toBe('certificate.valid');
    expect(outcome.replies.length).toBeGreaterThan(1);
    expect(talk.state().form).toEqual(before);
  });

  it.each([
    '检查的时候没有出示执法证，只说证号是33010001。',
    '33010001',
    '执法证号33010001',
    '查封了我的店',
    '查证属实吗',
    '执法人员不出示执法证，我可以不让查吗？',
    '没有执法证的人可以罚款吗？',
    '执法证的有效期是几年',
  ])('leaves what is told of a matter alone: %s', async (words) => {
    const talk = buildTalk(world);
    await talk.say(words);
    expect(talk.route()).not.toBe('check-certificate');
    expect(asked).toEqual([]);
  });
});
