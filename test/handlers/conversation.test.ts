import { describe, expect, test } from '@jest/globals';
import { buildTalk, buildWorld, keysOf, wait, type World } from '../support/build-turn.ts';

const long = '上个月市容队把我摆在店门口的花盆全部搬走了，到现在也没有说法。';

describe('greeting, menu and help', () => {
  test('a new follower and a scan are greeted with a numbered menu; a number chooses', async () => {
    for (const name of ['follow', 'scan'] as const) {
      const { send, say } = buildTalk(buildWorld());
      const { replies } = await send({ kind: 'event', name });
      expect(replies[0]?.key).toBe('conversation.greeting');
      expect(replies[0]?.options?.map((option) => option.say)).toEqual([
        '投诉',
        '咨询',
        '建议',
        '企业反馈',
        '进度',
        '转人工',
      ]);
      expect(keysOf(await say('3'))).toEqual(['begin.suggestion', 'ask.story.suggestion']);
    }
  });

  test('who unfollows hears nothing; an opened chat is greeted once', async () => {
    const world = buildWorld();
    const { send } = buildTalk(world);
    expect((await send({ kind: 'event', name: 'unfollow' })).replies).toEqual([]);
    expect(keysOf(await send({ kind: 'event', name: 'open' }))).toEqual(['greeting']);
    expect((await send({ kind: 'event', name: 'open' })).replies).toEqual([]);
    wait(world, 13);
    expect(keysOf(await send({ kind: 'event', name: 'open' }))).toEqual(['greeting']);
  });

  test("a tap on the account's menu says its word; an unknown key gets the menu", async () => {
    const { send } = buildTalk(buildWorld());
    expect(keysOf(await send({ kind: 'event', name: 'menu', key: 'V1:CONSULT' }))).toEqual([
      'consult.ask',
    ]);
    expect(keysOf(await send({ kind: 'event', name: 'menu', key: 'V9:X' }))).toEqual(['help']);
  });

  test('first words that say nothing are greeted, later ones get the menu', async () => {
    const { say } = buildTalk(buildWorld());
    expect(keysOf(await say('嗯嗯'))).toEqual(['greeting']);
    expect(keysOf(await say('嗯嗯'))).toEqual(['notUnderstood']);
    expect(keysOf(await say('帮助'))).toEqual(['help']);
    expect(keysOf(await say('你好'))).toEqual(['greeting']);
  });

  test('帮助 in a form explains its words and asks the same question again', async () => {
    const { say } = buildTalk(buildWorld());
    await say('投诉');
    expect(keysOf(await say('帮助'))).toEqual(['helpInForm', 'ask.story.complaint']);
  });

  test('跳过, 修改, 提交, 返回 and 取消 outside a form get kind help', async () => {
    const { say } = buildTalk(buildWorld());
    for (const word of ['跳过', '修改', '提交', '返回', '取消']) {
      expect(keysOf(await say(word))).toEqual(['nothingOpen']);
    }
  });

  test('what cannot be read is answered once in ten minutes and leaves the question open', async () => {
    const world = buildWorld();
    const { send, say } = buildTalk(world);
    await say('投诉');
    const sticker = { kind: 'unsupported', type: 'sticker' } as const;
    expect(keysOf(await send(sticker))).toEqual(['unsupported']);
    wait(world, 0.1);
    expect((await send(sticker)).replies).toEqual([]);
    wait(world, 0.1);
    expect(keysOf(await send(sticker))).toEqual(['unsupported']);
    expect(keysOf(await say(long))).toEqual(['ask.actingUnit']);
  });
});

describe('words and pictures without a form', () => {
  test('a long first message is offered as complaint, consultation or suggestion and becomes its story', async () => {
    const world = buildWorld();
    const { say } = buildTalk(world);
    const offered = await say(long);
    expect(keysOf(offered)).toEqual(['offer.complaint']);
    expect(offered.replies[0]?.options?.map((option) => option.say)).toEqual([
      '投诉',
      '咨询',
      '建议',
    ]);
    expect(keysOf(await say('1'))).toEqual(['begin.complaint', 'ask.actingUnit']);
    const filed = await say('提交');
    expect(world.store.all()[0]?.facts).toEqual({ story: long, time: '上个月' });
    expect(filed.claimedMessageIds).toEqual(['web-chat-m-person-1-1', 'web-chat-m-person-1-3']);
  });

  test('a story told in several messages is joined by lines', async () => {
    const world = buildWorld();
    const { say } = buildTalk(world);
    await say(long);
    await say('后来又来了一次');
    await say('3');
    await say('提交');
    expect(world.store.all()[0]).toMatchObject({
      kind: 'suggestion',
      facts: { story: `${long}\n后来又来了一次` },
    });
  });

  test('a place without a form begins a complaint or belongs to an earlier ticket', async () => {
    const world = buildWorld();
    const { say, send } = buildTalk(world);
    const place = { kind: 'location', latitude: 30.2, longitude: 120.1, label: '菜场' } as const;
    expect(keysOf(await send(place))).toEqual(['offer.evidence']);
    expect(keysOf(await say('提交'))).toEqual(['begin.complaint', 'ask.story.complaint']);
    expect(keysOf(await say('提交'))).toEqual(['filed.complaint']);
    await send(place);
    const added = await say('2');
    expect(keysOf(added)).toEqual(['supplement.added']);
    expect(added.claimedMessageIds).toEqual(['web-chat-m-person-1-4', 'web-chat-m-person-1-5']);
  });
});

describe('建议', () => {
  test('asks one question and is filed after the review', async () => {
    const world = buildWorld();
    const { say } = buildTalk(world);
    await say('建议');
    expect(keysOf(await say('窗口中午也开'))).toEqual([
      'review.suggestion',
      'ask.review.undecided',
    ]);
    expect(keysOf(await say('1'))).toEqual(['filed.suggestion']);
    expect(world.store.all()[0]).toMatchObject({
      kind: 'suggestion',
      facts: { story: '窗口中午也开' },
    });
  });
});

/** Puts the code ABCD-2345 of a chamber into the world. */
function invite(world: World): void {
  world.invitations.set('hash of ABCD2345', {
    id: 'i-1',
    codeHash: 'hash of ABCD2345',
    organisation: '河东县商会',
    termUntil: new Date('2028-03-01T00:00:00Z'),
    expiresAt: new Date('2026-04-01T00:00:00Z'),
    createdBy: 'a-1',
  });
}

describe('a successor', () => {
  const before = { organisation: '河东县商会', termUntil: new Date('2027-03-01T00:00:00Z') };

  test('takes on the open feedback of who was there before, whose term ends, and nothing else of theirs', async () => {
    const world = buildWorld();
    invite(world);
    const first = buildTalk(world, { personId: 'person-1' });
    for (const words of ['加入 ABCD2345', '1', '河东农机公司', long, '提交'])
      await first.say(words);
    for (const words of ['投诉', long, '提交']) await first.say(words);
    world.invitations.set('hash of NEXT2345', {
      ...before,
      id: 'i-2',
      codeHash: 'hash of NEXT2345',
      succeeds: 'i-1',
      expiresAt: new Date('2026-04-01T00:00:00Z'),
      createdBy: 'a-1',
    });
    const next = buildTalk(world, { personId: 'person-2' });
    const { replies } = await next.say('加入 NEXT2345');
    expect(replies[0]).toEqual({ key: 'conversation.join.inherited', values: { count: 1 } });
    const owners = world.store.all().map(({ kind, personId }) => [kind, personId]);
    expect(owners).toEqual([
      ['enterprise_feedback', 'person-2'],
      ['complaint', 'person-1'],
    ]);
    expect(world.enrolments.get('person-1')?.until).toEqual(world.clock.now);
    expect(keysOf(await first.say('企业反馈'))).toEqual(['join.ended']);
  });
});

describe('企业反馈', () => {
  test('a person without enrolment is told how to get one and that 投诉 is open to them', async () => {
    const { say } = buildTalk(buildWorld());
    const { replies } = await say('企业反馈');
    expect(replies[0]?.key).toBe('conversation.join.needed');
    expect(replies[0]?.options?.map((option) => option.say)).toEqual(['投诉']);
  });

  test('a code, given when asked or behind 加入, enrols; then the form asks for the company first', async () => {
    for (const words of [['企业反馈', 'abcd-2345'], ['加入 ABCD2345'], ['加入', 'ABCD 2345']]) {
      const world = buildWorld();
      invite(world);
      const { say } = buildTalk(world);
      let last: readonly string[] = [];
      for (const text of words) last = keysOf(await say(text));
      expect(last).toEqual(['join.welcome']);
      expect(world.enrolments.get('person-1')?.organisation).toBe('河东县商会');
      expect(keysOf(await say('1'))).toEqual(['begin.enterprise_feedback', 'ask.company']);
      await say('河东农机公司');
      await say(long);
      await say('提交');
      expect(world.store.all()[0]).toMatchObject({
        kind: 'enterprise_feedback',
        facts: { company: '河东农机公司', story: long },
      });
    }
  });

  test('a used or wrong code is refused kindly, and guessing ends after five', async () => {
    const world = buildWorld();
    invite(world);
    await buildTalk(world, { personId: 'person-2' }).say('加入 ABCD2345');
    const { say } = buildTalk(world);
    expect(keysOf(await say('加入 ABCD2345'))).toEqual(['join.refused']);
    for (let tries = 0; tries < 4; tries += 1) await say('加入 WRONG123');
    expect(keysOf(await say('加入 WRONG123'))).toEqual(['join.tooMany']);
    wait(world, 1.1);
    expect(keysOf(await say('加入 WRONG123'))).toEqual(['join.refused']);
  });

  test('a term that has ended is said', async () => {
    const world = buildWorld();
    world.enrolments.set('person-1', {
      organisation: '河东县商会',
      enrolledAt: new Date('2024-01-01'),
      until: new Date('2026-01-01'),
    });
    expect(keysOf(await buildTalk(world).say('企业反馈'))).toEqual(['join.ended']);
  });
});

describe('words in three scripts', () => {
  const words: readonly (readonly [string, string, string, string])[] = [
    ['投诉', '投訴', 'Complaint', 'ask.story.complaint'],
    ['企业反馈', '企業反饋', 'business feedback', 'join.needed'],
    ['咨询', '諮詢', 'consult', 'consult.ask'],
    ['建议', '建議', 'suggestion', 'ask.story.suggestion'],
    ['进度', '進度', 'progress', 'none.atAll'],
    ['补充', '補充', 'supplement', 'none.atAll'],
    ['评价', '評價', 'rate', 'none.atAll'],
    ['撤回', '撤回', 'withdraw', 'none.atAll'],
    ['转人工', '轉人工', 'agent', 'person.ask'],
    ['催办', '催辦', 'urge', 'none.atAll'],
    ['打电话', '打電話', 'call me', 'callBack.when'],
    ['报复', '報復', 'retaliation', 'retaliation.noTicket'],
    ['跳过', '跳過', 'skip', 'nothingOpen'],
    ['公开', '公開', 'public', 'none.atAll'],
    ['保密', '保密', 'confidential', 'none.atAll'],
    ['匿名', '匿名', 'anonymous', 'none.atAll'],
    ['修改', '修改', 'change', 'nothingOpen'],
    ['提交', '提交', 'submit', 'nothingOpen'],
    ['取消', '取消', 'cancel', 'nothingOpen'],
    ['返回', '返回', 'back', 'nothingOpen'],
    ['帮助', '幫助', 'help', 'help'],
  ];

  test.each(words)('%s, %s and %s mean the same, with spaces and marks around', async (...row) => {
    const [simplified, traditional, english, key] = row;
    for (const word of [
      simplified,
      traditional,
      english,
      ` ${simplified}。`,
      `「${traditional}」`,
    ]) {
      expect(keysOf(await buildTalk(buildWorld()).say(word)).at(-1)).toBe(key);
    }
  });

  test('the language follows the first command in another script and is changed by its name', async () => {
    const world = buildWorld();
    expect((await buildTalk(world).say('complaint')).language).toBe('en');
    expect((await buildTalk(world).say('投訴')).language).toBe('zh-TW');
    expect((await buildTalk(world).say('投诉')).language).toBeUndefined();
    const back = buildTalk(world, { language: 'en' });
    expect((await back.say('我想问问办事的时间')).language).toBe('zh-CN');
    const talk = buildTalk(world, { language: 'en' });
    expect((await talk.say('投诉')).language).toBeUndefined();
    expect((await talk.say('简体中文')).language).toBe('zh-CN');
    expect((await talk.say('繁體中文')).language).toBe('zh-TW');
  });
});
