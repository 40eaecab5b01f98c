import { describe, expect, test } from '@jest/globals';
import { buildTalk, buildWorld, keysOf, wait, type Talk } from '../support/build-turn.ts';

const story = '有几个队员没有出示证件，就把我的三轮车拖走了，还要我交五百元。';

async function sayAll({ say }: Talk, ...texts: readonly string[]): Promise<readonly string[]> {
  let last: readonly string[] = [];
  for (const text of texts) last = keysOf(await say(text));
  return last;
}

describe('an angry person', () => {
  test('hears one calm sentence, and the matter is taken all the same', async () => {
    const talk = buildTalk(buildWorld());
    expect(await sayAll(talk, '投诉', `你们这帮废物，${story}`)).toEqual([
      'calm',
      'ask.actingUnit',
    ]);
    expect(talk.state().form?.facts.story).toContain(story);
    expect(await sayAll(talk, '他妈的城管局')).toEqual(['ask.place']);
  });

  test('abuse alone is no answer to a question', async () => {
    const talk = buildTalk(buildWorld());
    await sayAll(talk, '投诉', story);
    expect(await sayAll(talk, '你们都是废物！')).toEqual(['calm', 'ask.actingUnit']);
    expect(talk.state().form?.facts.actingUnit).toBeUndefined();
    expect(await sayAll(buildTalk(buildWorld()), 'fuck you')).toEqual(['calm']);
  });

  test('words that were said to the person are evidence, not abuse', async () => {
    const talk = buildTalk(buildWorld());
    expect(await sayAll(talk, '投诉', '队员骂我是白痴，还推了我一把。')).toEqual([
      'ask.actingUnit',
    ]);
  });
});

describe('failed understandings', () => {
  test('two in a row are noted and offer a person; one that is understood ends the row', async () => {
    const talk = buildTalk(buildWorld());
    await sayAll(talk, '你好');
    expect(await sayAll(talk, '嗯嗯嗯')).toEqual(['notUnderstood']);
    expect(talk.state().misunderstood).toBe(1);
    expect(await sayAll(talk, '哦哦哦')).toEqual(['offerPerson', 'notUnderstood']);
    expect(talk.state().misunderstood).toBe(2);
    await talk.say('帮助');
    expect(talk.state().misunderstood).toBeUndefined();
  });
});

describe('many messages', () => {
  test('the same words twice are answered once and belong to the draft', async () => {
    const talk = buildTalk(buildWorld());
    await sayAll(talk, '投诉', story);
    expect(await sayAll(talk, story)).toEqual([]);
    expect(talk.state().form?.facts).toEqual({ story });
    expect(talk.state().form?.messageIds).toHaveLength(2);
  });

  test('a flood is answered once for all, every message is taken, and filing is always answered', async () => {
    const world = buildWorld();
    const talk = buildTalk(world);
    await sayAll(talk, '投诉', story);
    const said: string[] = [];
    for (let n = 0; n < 60; n += 1)
      said.push(
        ...(await sayAll(
          talk,
          `他们还说了第${n}句难听的话，我都记下来了，以后还要告诉你们的，请一定要管一管这件事情。`,
        )),
      );
    expect(said.filter((key) => key === 'slowDown')).toHaveLength(1);
    expect(talk.state().form?.facts.story).toContain('第59句');
    expect(await sayAll(talk, '提交')).toEqual(['filed.complaint']);
    expect(world.store.all()).toHaveLength(1);
    wait(world, 1);
    expect(await sayAll(talk, '进度')).toEqual(['progress.date']);
  });
});

describe('a voice', () => {
  test('without recognised words is evidence and the bot says that it cannot read it', async () => {
    const talk = buildTalk(buildWorld());
    await sayAll(talk, '投诉', story);
    const said = await talk.send({ kind: 'voice', mediaId: 'm', format: 'amr' });
    expect(keysOf(said)).toEqual(['form.muteVoice', 'ask.actingUnit']);
    expect(talk.state().form?.evidenceCount).toBe(1);
  });

  test('with recognised words is read as if typed, without labels and in one long breath', async () => {
    const talk = buildTalk(buildWorld());
    await talk.say('投诉');
    await talk.send({
      kind: 'voice',
      mediaId: 'm',
      format: 'amr',
      recognition:
        '就是昨天下午河东县城管局的人在人民路12号门口把我的三轮车拖走了，要求退还三轮车。',
    });
    expect(talk.state().form?.facts).toMatchObject({
      actingUnit: '河东县城管局',
      place: '人民路12号门口',
      time: '昨天下午（2026-03-01）',
      demand: '要求退还三轮车',
    });
  });
});

async function fileTwo() {
  const world = buildWorld();
  const talk = buildTalk(world);
  await sayAll(talk, '投诉', story, '提交', '投诉', '交警扣了我的驾驶证不给单子。', '提交');
  const [older, newer] = world.store.all().map(({ number }) => number);
  return { world, talk, older: older ?? '', newer: newer ?? '' };
}

describe('several tickets', () => {
  test('the one that was chosen stays in view for half an hour', async () => {
    const { world, talk, older } = await fileTwo();
    expect(await sayAll(talk, '催办')).toEqual(['which.urge']);
    expect(await sayAll(talk, `进度 ${older}`)).toEqual(['progress.date']);
    const urged = await talk.say('催办');
    expect(urged.replies[0]?.values?.['number']).toBe(older);
    wait(world, 1);
    expect(await sayAll(talk, '催办')).toEqual(['which.urge']);
  });

  test('the last digits of a number are enough', async () => {
    const { talk, older, newer } = await fileTwo();
    const shown = await talk.say(`进度 ${older.slice(-4)}`);
    expect(shown.replies[0]?.values?.['number']).toBe(older);
    const urged = await talk.say(`催办 ${newer.slice(-4)}`);
    expect(urged.replies[0]?.values?.['number']).toBe(newer);
    expect(await sayAll(talk, '进度 000')).toEqual(['ticket.notFound']);
  });

  test('the last digits answer the question which one', async () => {
    const { talk, older } = await fileTwo();
    expect(await sayAll(talk, '催办')).toEqual(['which.urge']);
    const urged = await talk.say(older.slice(-3));
    expect(urged.replies[0]?.values?.['number']).toBe(older);
  });

  test('a correction after filing goes to the ticket as a supplement and says so', async () => {
    const { world, talk, older } = await fileTwo();
    expect(await sayAll(talk, '时间错了，应该是3月2日')).toEqual(['which.supplement']);
    expect(await sayAll(talk, older.slice(-4))).toEqual(['supplement.added']);
    await sayAll(talk, '提交');
    const said = await talk.say('地点改成建设路12号');
    expect(keysOf(said)).toEqual(['supplement.corrected']);
    expect(said.replies[0]?.values).toEqual({ number: older });
    expect(said.claimedMessageIds).toHaveLength(1);
    const ticket = world.store.all().find(({ number }) => number === older);
    expect(ticket?.history.filter(({ action }) => action === 'supplement')).toHaveLength(2);
    expect(ticket?.facts).toEqual({ story });
  });
});
