import { describe, expect, test } from '@jest/globals';
import { buildEntry, buildOtherEntries } from '../support/build-entry.ts';
import { buildKnowledge } from '../support/build-knowledge.ts';
import { buildTalk, buildWorld, keysOf } from '../support/build-turn.ts';

const entries = [
  ...buildOtherEntries(),
  buildEntry(),
  buildEntry({
    id: 'hearing',
    version: 3,
    question: '哪些处罚可以要求听证？',
    similar: [],
    answer: '较大数额罚款等，五日内提出。',
    citations: [
      { statute: '行政处罚法', article: '63' },
      { statute: '行政处罚法', article: '64' },
    ],
    reviewed: { name: '张编辑', at: new Date('2026-02-01T00:00:00Z') },
  }),
  buildEntry({
    id: 'review-limit',
    question: '申请行政复议的期限是多久？',
    similar: ['行政复议多少天内申请'],
    answer: '一般六十日。',
  }),
  buildEntry({
    id: 'review-fee',
    question: '申请行政复议要交费吗？',
    similar: [],
    answer: '不收费。',
  }),
];

describe('咨询', () => {
  test('a sure hit is answered with its basis, says whether it is confirmed, and names its source', async () => {
    const { say } = buildTalk(buildWorld({ entries }));
    expect(keysOf(await say('咨询'))).toEqual(['consult.ask']);
    const [unconfirmed] = (await say('罚款不给票据怎么办')).replies;
    expect(unconfirmed).toMatchObject({
      key: 'conversation.answer.entry',
      values: { answer: '可以拒绝缴纳，并向有关机关检举。' },
      lines: [
        { key: 'conversation.basis.notImported', values: { label: '《行政处罚法》第七十条' } },
        { key: 'conversation.basis.checked', values: { day: '2025-04-19' } },
        { key: 'conversation.answer.unconfirmed' },
        { key: 'conversation.answer.general' },
      ],
      sources: ['fine-without-paper@1'],
    });
    const [confirmed] = (await say('咨询：哪些处罚可以要求听证？')).replies;
    expect(confirmed?.sources).toEqual(['hearing@3']);
    expect(confirmed?.lines).toContainEqual({
      key: 'conversation.answer.confirmed',
      values: { by: '张编辑', on: '2026-02-01' },
    });
    expect(confirmed?.lines?.map(({ values }) => values?.label).filter(Boolean)).toEqual([
      '《行政处罚法》第六十三条',
      '《行政处罚法》第六十四条',
    ]);
  });

  test('less sure offers near questions by number and a person; a number brings that answer', async () => {
    const { say } = buildTalk(buildWorld({ entries }));
    const offered = await say('咨询 申请行政复议要注意');
    expect(keysOf(offered)).toEqual(['consult.near']);
    const says = offered.replies[0]?.options?.map((option) => option.say) ?? [];
    expect(says).toContain('申请行政复议要交费吗？');
    expect(says.at(-1)).toBe('转人工');
    expect(says.length).toBeLessThanOrEqual(4);
    const number = says.indexOf('申请行政复议要交费吗？') + 1;
    expect((await say(`${number}`)).replies[0]?.sources).toEqual(['review-fee@1']);
  });

  test('nothing near is not guessed at: a consultation ticket goes to a person', async () => {
    const world = buildWorld({ entries });
    const { say } = buildTalk(world);
    expect(keysOf(await say('咨询 我家的猫丢了'))).toEqual(['consult.none']);
    const filed = await say('1');
    expect(keysOf(filed)).toEqual(['filed.consultation']);
    expect(filed.claimedMessageIds).toEqual(['web-chat-m-person-1-1', 'web-chat-m-person-1-2']);
    expect(world.store.all()[0]).toMatchObject({
      kind: 'consultation',
      facts: { story: '我家的猫丢了' },
    });
  });

  test('a question in the middle of a complaint is answered and the same question comes again', async () => {
    const talk = buildTalk(buildWorld({ entries }));
    await talk.say('投诉');
    await talk.say('城管罚了我两百块，没有给任何票据，也没有说为什么。');
    const before = talk.state().form;
    expect(keysOf(await talk.say('罚款不给票据怎么办？'))).toEqual([
      'answer.entry',
      'ask.actingUnit',
    ]);
    expect(talk.state().form).toEqual(before);
    // Near a known question, it is no answer to 'which unit'.
    expect(keysOf(await talk.say('申请行政复议要注意？'))).toEqual([
      'consult.nearAside',
      'ask.actingUnit',
    ]);
    expect(talk.state().form).toEqual(before);
    expect(keysOf(await talk.say('咨询 申请行政复议要注意'))).toEqual([
      'consult.nearAside',
      'ask.actingUnit',
    ]);
    expect(keysOf(await talk.say('咨询 我家的猫丢了'))).toEqual([
      'consult.noneAside',
      'ask.actingUnit',
    ]);
    expect(keysOf(await talk.say('咨询'))).toEqual(['consult.ask']);
    expect(keysOf(await talk.say('哪些处罚可以要求听证？'))).toEqual([
      'answer.entry',
      'ask.actingUnit',
    ]);
    expect(talk.state().form).toEqual(before);
    expect(keysOf(await talk.say('跳过'))).toEqual(['ask.place']);
  });

  test('what is near in meaning alone is offered to a question, and turns no answer of a form into one', async () => {
    const all = entries.flatMap(({ id, live }) => (live === undefined ? [] : [{ id, live }]));
    const knowledge = buildKnowledge(() => entries, { findByMeaning: async () => all });
    const talk = buildTalk(buildWorld({ entries, knowledge }));
    expect(keysOf(await talk.say('咨询 我家的猫丢了'))).toEqual(['consult.near']);
    await talk.say('投诉');
    await talk.say('城管罚了我两百块，没有给任何票据，也没有说为什么。');
    expect(keysOf(await talk.say('城东的所？'))).toEqual(['ask.place']);
    expect(talk.state().form?.facts.actingUnit).toBe('城东的所？');
  });

  test('what was asked before is not the story of a complaint that follows', async () => {
    const talk = buildTalk(buildWorld({ entries }));
    await talk.say('咨询 罚款不给票据怎么办');
    expect(keysOf(await talk.say('投诉'))).toEqual(['begin.complaint', 'ask.story.complaint']);
  });

  test('a short question outside a form is answered without the word 咨询', async () => {
    const { say } = buildTalk(buildWorld({ entries }));
    expect((await say('罚款不给票据怎么办？')).replies[0]?.sources).toEqual([
      'fine-without-paper@1',
    ]);
  });
});

describe('what becomes of an answer', () => {
  test('有用 is counted for the version that was given, and thanked for', async () => {
    const world = buildWorld({ entries });
    const { say } = buildTalk(world);
    const [answer] = (await say('咨询 罚款不给票据怎么办')).replies;
    expect(answer?.options?.map((option) => option.say)).toEqual(['有用', '没用', '转人工']);
    expect(keysOf(await say('1'))).toEqual(['answer.thanks']);
    expect(world.votes).toMatchObject([{ source: 'fine-without-paper@1', isHelpful: true }]);
    expect(world.unanswered).toEqual([]);
  });

  test('没用 offers a person and puts the question on the list; what was said is still known', async () => {
    const world = buildWorld({ entries });
    const { say } = buildTalk(world);
    await say('咨询 罚款不给票据怎么办');
    expect(keysOf(await say('沒用'))).toEqual(['answer.sorry']);
    expect(world.votes).toMatchObject([{ isHelpful: false }]);
    expect(world.unanswered).toMatchObject([
      { reason: 'unhelpful', question: '罚款不给票据怎么办', source: 'fine-without-paper@1' },
    ]);
    expect(keysOf(await say('转人工'))).toEqual(['filed.consultation']);
    expect(world.store.all()[0]?.facts.story).toBe('罚款不给票据怎么办');
  });

  test('the same words mean nothing where no answer was given', async () => {
    const world = buildWorld({ entries });
    const talk = buildTalk(world);
    await talk.say('投诉');
    await talk.say('城管罚了我两百块，没有给任何票据，也没有说为什么。');
    await talk.say('没用');
    expect(world.votes).toEqual([]);
    expect(talk.state().form?.asking).toBe('actingUnit');
  });

  test('a question without an answer is listed once a message, without what names anybody', async () => {
    const world = buildWorld({ entries });
    const { say } = buildTalk(world);
    await say('咨询 我家的猫丢了，我的电话是13912345678');
    expect(world.unanswered).toHaveLength(1);
    expect(world.unanswered[0]).toMatchObject({ reason: 'none', id: 'web-chat-m-person-1-1' });
    expect(world.unanswered[0]?.question).not.toContain('13912345678');
  });
});

test('an article whose text is not here is no basis: it is said plainly, and editors learn of it', async () => {
  const world = buildWorld({ entries });
  const [reply] = (await buildTalk(world).say('咨询 行政处罚法第一百条说了什么')).replies;
  expect(reply).toMatchObject({
    key: 'conversation.answer.articleMissing',
    values: { label: '《行政处罚法》第一百条' },
    lines: [],
    options: [{ say: '转人工' }],
  });
  expect(reply?.sources).toBeUndefined();
  expect(world.unanswered).toHaveLength(1);
});

describe('with a language model', () => {
  const rewritten = { text: '可以不交，并检举。〔1〕', titles: ['罚款不给票据怎么办？'] };

  test('a sure answer comes in its words, labelled, over the published basis, and no request waits', async () => {
    const talk = buildTalk(buildWorld({ entries, rewriteAnswer: async () => rewritten }));
    const [answer] = (await talk.say('咨询 罚款不给票据怎么办')).replies;
    expect(answer).toMatchObject({
      isAi: true,
      values: { answer: rewritten.text },
      sources: ['fine-without-paper@1'],
    });
    expect(answer?.lines?.map(({ key }) => key)).toEqual([
      'conversation.basis.cited',
      'conversation.answer.ai',
      'conversation.basis.notImported',
      'conversation.basis.checked',
      'conversation.answer.unconfirmed',
      'conversation.answer.general',
    ]);
    expect(talk.countLater()).toBe(1);
  });

  test('what it may not say is said as published', async () => {
    const talk = buildTalk(buildWorld({ entries, rewriteAnswer: async () => undefined }));
    const [answer] = (await talk.say('咨询 罚款不给票据怎么办')).replies;
    expect(answer?.values?.answer).toBe('可以拒绝缴纳，并向有关机关检举。');
    expect(answer?.isAi).toBeUndefined();
  });

  test('is asked for nothing but sure answers, and never inside a form', async () => {
    let asked = 0;
    const rewriteAnswer = async () => {
      asked += 1;
      return rewritten;
    };
    const talk = buildTalk(buildWorld({ entries, rewriteAnswer }));
    await talk.say('咨询 申请行政复议要注意');
    await talk.say('咨询 我家的猫丢了');
    await talk.say('投诉');
    await talk.say('城管罚了我两百块，没有给任何票据，也没有说为什么。');
    await talk.say('罚款不给票据怎么办？');
    expect([asked, talk.countLater()]).toEqual([0, 0]);
  });
});

describe('转人工', () => {
  test('with a draft files it and says that a person will read it', async () => {
    const world = buildWorld();
    const { say } = buildTalk(world);
    await say('投诉');
    await say('城管罚款不给票据');
    expect(keysOf(await say('转人工'))).toEqual(['filed.complaint', 'person.willRead']);
    expect(world.store.all()[0]?.history.at(-1)?.values).toEqual({ words: '转人工' });
  });

  test('with nothing on the table asks for a sentence and files that', async () => {
    const world = buildWorld();
    const { say } = buildTalk(world);
    expect(keysOf(await say('转人工'))).toEqual(['person.ask']);
    expect(keysOf(await say('想问材料送到哪里'))).toEqual(['filed.consultation']);
    expect(world.store.all()[0]?.facts.story).toBe('想问材料送到哪里');
  });
});
