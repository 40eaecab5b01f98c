import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { buildTalk, buildWorld, keysOf, wait, type Talk } from '../support/build-turn.ts';
import { readSharedLines } from '../support/shared-data.ts';

const story = '有几个城管队员没有出示证件，就把我的三轮车拖走了，还要我交五百元。';
const picture = { kind: 'image', mediaId: 'media-1' } as const;

/** Says these in turn; the keys of the last answer. */
async function sayAll({ say }: Talk, ...texts: readonly string[]): Promise<readonly string[]> {
  let last: readonly string[] = [];
  for (const text of texts) last = keysOf(await say(text));
  return last;
}

describe('the reminder that WeChat asks consent for', () => {
  const remindersUrl = 'https://duxin.example/subscribe';

  test.each([
    ['official-account', ['filed.complaint', 'filed.reminders']],
    ['wecom-kf', ['filed.complaint']],
  ] as const)('is offered with the receipt where it can be sent: %s', async (channel, keys) => {
    const world = buildWorld();
    const ports = { ...world.ports, remindersUrl };
    const talk = buildTalk({ ...world, ports }, { channel });
    expect(await sayAll(talk, '投诉', story, '提交')).toEqual(keys);
  });

  test('is not spoken of where the account has no template for it', async () => {
    const talk = buildTalk(buildWorld(), { channel: 'official-account' });
    expect(await sayAll(talk, '投诉', story, '提交')).toEqual(['filed.complaint']);
  });
});

describe('a complaint from end to end', () => {
  test('投诉, one long message, 跳过 to whatever is asked, 提交 files one ticket, the words unchanged', async () => {
    const world = buildWorld();
    const { say } = buildTalk(world);
    expect(keysOf(await say('投诉'))).toEqual(['begin.complaint', 'ask.story.complaint']);
    expect(keysOf(await say(story))).toEqual(['ask.actingUnit']);
    const asked: string[] = [];
    for (let turn = 0; turn < 9; turn += 1) asked.push(keysOf(await say('跳过')).at(-1) ?? '');
    expect(asked).toEqual([
      'ask.place',
      'ask.time',
      'ask.officer',
      'ask.paper',
      'ask.evidence',
      'ask.demand',
      'ask.openness',
      'ask.contact',
      'ask.review.confidential',
    ]);
    const filed = await say('提交');
    const [ticket] = world.store.all();
    expect(world.store.all()).toHaveLength(1);
    expect(ticket).toMatchObject({
      id: 't-web-chat-m-person-1-12',
      kind: 'complaint',
      openness: 'confidential',
      source: 'web-chat',
      personId: 'person-1',
      facts: { story },
    });
    expect(filed.replies).toEqual([
      {
        key: 'conversation.filed.complaint',
        values: {
          number: ticket?.number,
          due: '2026-03-09',
          progressUrl: 'http://localhost:8080/progress',
        },
        secrets: { code: `CODE-${ticket?.id}` },
      },
    ]);
    expect(filed.ticketId).toBe(ticket?.id);
    expect(filed.claimedMessageIds).toEqual(['web-chat-m-person-1-2', 'web-chat-m-person-1-12']);
    expect(filed.state.form).toBeUndefined();
  });

  test('every real complaint becomes the story as it was written', async () => {
    const rows = readSharedLines(
      'taidi_c/enforcement_subset.dev.jsonl',
      z.object({ detail: z.string() }),
    );
    for (const { detail } of rows ?? []) {
      const world = buildWorld();
      await sayAll(buildTalk(world), '投诉', detail, '跳过', '跳过', '跳过', '提交');
      expect(world.store.all().map(({ facts }) => facts.story)).toEqual([detail]);
    }
  });

  test('every answer is kept as it was given, and the review reads all of it back', async () => {
    const world = buildWorld();
    const talk = buildTalk(world);
    const answers = {
      story,
      actingUnit: '河东县城管局执法大队',
      place: '人民路菜场门口',
      time: '3月1日上午九点多',
      officer: '姓李，证号33010123',
      paper: '扣押清单，3月1日收到',
      demand: '退车，道歉',
    };
    await sayAll(talk, '投诉', story, answers.actingUnit, answers.place, answers.time);
    await sayAll(talk, answers.officer, answers.paper);
    expect(keysOf(await talk.send(picture))).toEqual(['form.evidence', 'ask.demand']);
    await sayAll(talk, answers.demand, '公开');
    const review = await talk.say('王小明 13812345678');
    expect(review.replies[1]?.values).toEqual({
      ...answers,
      company: '—',
      evidence: 1,
      contact: '✓',
    });
    await talk.say('提交');
    expect(world.store.all()[0]).toMatchObject({ facts: answers, openness: 'open' });
  });

  test('name and telephone are sealed at once and stand in no state, ticket or claimed message', async () => {
    const world = buildWorld();
    const talk = buildTalk(world);
    await sayAll(
      talk,
      '投诉',
      story,
      '跳过',
      '跳过',
      '跳过',
      '跳过',
      '跳过',
      '跳过',
      '跳过',
      '保密',
    );
    expect(talk.state().form?.asking).toBe('contact');
    const sealed = await talk.say('我叫王小明，电话：13812345678');
    expect(keysOf(sealed)[0]).toBe('form.contactSealed');
    expect(world.draftContacts.get('person-1')).toEqual({ name: '王小明', phone: '13812345678' });
    const filed = await talk.say('提交');
    expect(world.contacts.get('person-1')).toEqual({ name: '王小明', phone: '13812345678' });
    const kept = JSON.stringify([sealed, filed, world.store.all()]);
    expect(kept).not.toMatch(/王小明|13812345678/u);
    expect(filed.claimedMessageIds).not.toContain('web-chat-m-person-1-11');
  });

  test('匿名 is explained in a sentence and asks for no name or telephone', async () => {
    const world = buildWorld();
    const talk = buildTalk(world);
    await sayAll(talk, '投诉', story);
    expect(await sayAll(talk, '匿名')).toEqual(['openness.anonymous', 'ask.actingUnit']);
    const last = await sayAll(talk, '跳过', '跳过', '跳过', '跳过', '跳过', '跳过', '跳过');
    expect(last.at(-1)).toBe('ask.review.anonymous');
    await talk.say('提交');
    expect(world.store.all()[0]?.openness).toBe('anonymous');
  });

  test('how open is chosen by number, by label or by word', async () => {
    for (const answer of ['3', '３．', 'conversation.option.anonymous', '匿名', 'anonymous']) {
      const talk = buildTalk(buildWorld());
      await sayAll(talk, '投诉', story, '跳过', '跳过', '跳过', '跳过', '跳过', '跳过', '跳过');
      expect(talk.state().form?.asking).toBe('openness');
      await talk.say(answer);
      expect(talk.state().form?.openness).toBe('anonymous');
    }
  });

  test('an answer about openness that is not understood is asked for again', async () => {
    const talk = buildTalk(buildWorld());
    await sayAll(talk, '投诉', story, '跳过', '跳过', '跳过', '跳过', '跳过', '跳过', '跳过');
    expect(keysOf(await talk.say('随便'))).toEqual(['form.unclear', 'ask.openness']);
    expect(keysOf(await talk.say('不要公开'))).toEqual([
      'form.unclear',
      'offerPerson',
      'ask.openness',
    ]);
    expect(keysOf(await talk.say('保密吧，别告诉他们'))[0]).toBe('openness.confidential');
    expect(keysOf(await talk.say('我不想留电话'))[0]).toBe('review.complaint');
  });
});

describe('words about the form', () => {
  test('提交 is enough as soon as there is a story or a picture, not before', async () => {
    const world = buildWorld();
    const talk = buildTalk(world);
    expect(await sayAll(talk, '投诉', '提交')).toEqual([
      'form.nothingToFile',
      'ask.story.complaint',
    ]);
    await talk.send(picture);
    expect(await sayAll(talk, '提交')).toEqual(['filed.complaint']);
    expect(world.store.all()).toHaveLength(1);
  });

  test('修改 lets the person pick a slot by number or by name, and keeps what else was said', async () => {
    const world = buildWorld();
    const talk = buildTalk(world);
    await sayAll(talk, '投诉', story, '城管局', '菜场');
    expect(await sayAll(talk, '修改')).toEqual(['ask.slotToChange']);
    expect(await sayAll(talk, '2')).toEqual(['form.wasBefore', 'ask.actingUnit']);
    expect(await sayAll(talk, '交警大队')).toEqual(['ask.time']);
    expect(await sayAll(talk, '修改 地点')).toEqual(['form.wasBefore', 'ask.place']);
    await sayAll(talk, '人民路', '修改', '经过', '车被拖走了', '提交');
    expect(world.store.all()[0]?.facts).toEqual({
      story: '车被拖走了',
      actingUnit: '交警大队',
      place: '人民路',
    });
  });

  test('修改 followed by 跳过 leaves the slot as it was', async () => {
    const world = buildWorld();
    const talk = buildTalk(world);
    await sayAll(talk, '投诉', story, '城管局', '修改 单位', '跳过', '提交');
    expect(world.store.all()[0]?.facts.actingUnit).toBe('城管局');
  });

  test('返回 goes one question back, at the first it says so', async () => {
    const talk = buildTalk(buildWorld());
    expect(await sayAll(talk, '投诉', '返回')).toEqual(['form.isFirst', 'ask.story.complaint']);
    await sayAll(talk, story, '城管局');
    expect(await sayAll(talk, '返回')).toEqual(['form.wasBefore', 'ask.actingUnit']);
    expect(await sayAll(talk, '返回')).toEqual(['form.wasBefore', 'ask.story.complaint']);
    expect(await sayAll(talk, story)).toEqual(['ask.place']);
  });

  test('取消 asks once and then purges the draft; any other answer goes on', async () => {
    const world = buildWorld();
    const talk = buildTalk(world);
    await sayAll(talk, '投诉', story);
    expect(await sayAll(talk, '取消')).toEqual(['ask.cancel']);
    expect(await sayAll(talk, '2')).toEqual(['form.goesOn', 'ask.actingUnit']);
    expect(await sayAll(talk, '取消', '城管局')).toEqual(['ask.place']);
    expect(talk.state().form?.facts.actingUnit).toBe('城管局');
    expect(await sayAll(talk, '取消', '1')).toEqual(['form.cancelled']);
    expect(JSON.stringify(talk.state())).not.toContain('三轮车');
    expect(world.store.all()).toEqual([]);
  });

  test('a second form waits until the first is filed or cancelled', async () => {
    const talk = buildTalk(buildWorld());
    await sayAll(talk, '投诉', story);
    expect(await sayAll(talk, '建议')).toEqual(['form.isOpen', 'ask.actingUnit']);
  });

  test('a greeting in a form is no answer', async () => {
    const talk = buildTalk(buildWorld());
    await sayAll(talk, '投诉', story);
    expect(await sayAll(talk, '在吗')).toEqual(['form.hello', 'ask.actingUnit']);
  });
});

describe('what is understood without being asked', () => {
  test('labelled lines fill their slots in any order; a story that holds some keeps all its words', async () => {
    const world = buildWorld();
    const talk = buildTalk(world);
    const telling = `单位：河东县城管局\n${story}\n地点：人民路`;
    expect(await sayAll(talk, '投诉', '时间：3月1日')).toEqual(['ask.story.complaint']);
    expect(await sayAll(talk, telling)).toEqual(['ask.officer']);
    await sayAll(talk, '诉求：退车', '提交');
    expect(world.store.all()[0]?.facts).toEqual({
      story: telling,
      actingUnit: '河东县城管局',
      place: '人民路',
      time: '3月1日',
      demand: '退车',
    });
  });

  test('a certificate number and a plain wish to stay anonymous are taken from the story', async () => {
    const talk = buildTalk(buildWorld());
    const telling = '我要匿名举报，执法证号：33010123的队员乱罚款，一次两百，不开票。';
    expect(await sayAll(talk, '投诉', telling)).toEqual(['openness.anonymous', 'ask.actingUnit']);
    expect(talk.state().form?.facts).toEqual({ story: telling, officer: '33010123' });
    const other = buildTalk(buildWorld());
    await sayAll(other, '投诉', '不匿名投诉，有人乱罚款。');
    expect(other.state().form?.openness).toBeUndefined();
  });

  test('a long telling where a name was asked for is more of the story, joined by a line', async () => {
    const talk = buildTalk(buildWorld());
    const more = `后来${story}${story}`;
    expect(await sayAll(talk, '投诉', story, more)).toEqual(['ask.actingUnit']);
    expect(talk.state().form?.facts.story).toBe(`${story}\n${more}`);
  });

  test('pictures, voice, video, files, places and links at any question are evidence', async () => {
    const world = buildWorld();
    const talk = buildTalk(world);
    await sayAll(talk, '投诉', story);
    await talk.send(picture);
    await talk.send({ kind: 'voice', mediaId: 'm', format: 'amr' });
    await talk.send({ kind: 'video', mediaId: 'm' });
    await talk.send({ kind: 'file', mediaId: 'm', name: '决定书.pdf' });
    await talk.send({ kind: 'location', latitude: 31, longitude: 121, label: '人民路' });
    const last = await talk.send({ kind: 'link', title: '', description: '', url: 'https://a.cn' });
    expect(keysOf(last)).toEqual(['form.evidence']);
    expect(last.replies[0]?.values).toEqual({ count: 6 });
    const filed = await talk.say('提交');
    expect(filed.claimedMessageIds).toHaveLength(8);
  });

  test('a voice with recognised words is an answer and evidence', async () => {
    const talk = buildTalk(buildWorld());
    await talk.say('投诉');
    await talk.send({ kind: 'voice', mediaId: 'm', format: 'amr', recognition: story });
    expect(talk.state().form).toMatchObject({ facts: { story }, evidenceCount: 1 });
  });

  test('没有 and 不知道 pass a question over', async () => {
    const talk = buildTalk(buildWorld());
    await sayAll(talk, '投诉', story, '不知道');
    expect(await sayAll(talk, '没有')).toEqual(['ask.time']);
    expect(talk.state().form?.facts).toEqual({ story });
  });
});

describe('drafts and time', () => {
  test('after days of silence one line says where we were, and the answer counts', async () => {
    const world = buildWorld();
    const talk = buildTalk(world);
    await sayAll(talk, '投诉', story);
    wait(world, 11);
    expect(await sayAll(talk, '城管局')).toEqual(['ask.place']);
    wait(world, 72);
    expect(await sayAll(talk, '菜场')).toEqual(['whereWeWere.complaint', 'ask.time']);
    expect(talk.state().form?.facts.place).toBe('菜场');
  });

  test('a draft that was stored before slots were read from free text goes on where it stood', async () => {
    const form = {
      kind: 'complaint',
      facts: { story },
      hasContact: false,
      evidenceCount: 0,
      messageIds: ['m-1'],
      settled: ['story'],
      trail: ['story', 'actingUnit'],
      asking: 'actingUnit',
      notes: [],
    };
    const state = JSON.stringify({ v: 1, greeted: true, choices: [], form });
    const talk = buildTalk(buildWorld(), { state });
    expect(keysOf(await talk.say('城管局'))).toEqual(['ask.place']);
    expect(talk.state().form?.facts).toEqual({ story, actingUnit: '城管局' });
    expect(await sayAll(talk, '取消', '是')).toEqual(['form.cancelled']);
  });

  test('a memory that cannot be read starts afresh, says so, and takes the words', async () => {
    for (const state of ['{"v":9,"form":1}', '"x"', '{"v":1,"greeted":"no","choices":[]}']) {
      const talk = buildTalk(buildWorld(), { state });
      expect(keysOf(await talk.say('投诉'))).toEqual([
        'startedAfresh',
        'begin.complaint',
        'ask.story.complaint',
      ]);
    }
  });
});

describe('a telling without end', () => {
  test('stops growing the draft, and every message of it still goes to the ticket', async () => {
    const world = buildWorld();
    const talk = buildTalk(world);
    await sayAll(talk, '投诉', story);
    for (let turn = 0; turn < 40; turn += 1) await talk.say('很长的话。'.repeat(800));
    expect(JSON.stringify(talk.state()).length).toBeLessThan(30_000);
    const filed = await talk.say('提交');
    expect(filed.claimedMessageIds?.length).toBeGreaterThan(40);
    expect(world.store.all()[0]?.facts.story?.startsWith(story)).toBe(true);
  });
});
