import { describe, expect, test } from '@jest/globals';
import { buildTalk, buildWorld, keysOf, wait, type World } from '../support/build-turn.ts';
import { buildStepValues } from '../support/build-step-values.ts';

const staff = { kind: 'staff', accountId: 'a-1', name: '受理员' } as const;
const roles = ['intake_clerk', 'handler', 'section_head'];

/** A complaint of the person, filed in one go; its number. */
async function fileComplaint(
  world: World,
  personId = 'person-1',
  story = '城管乱罚款',
): Promise<string> {
  const { say } = buildTalk(world, { personId });
  await say('投诉');
  await say(story);
  const filed = await say('提交');
  return String(filed.replies[0]?.values?.['number']);
}

/** Another complaint of the same person, by messages with other ids. */
async function fileAnother(world: World): Promise<string> {
  wait(world, 1);
  const { ticket } = await world.tickets.openTicket({
    id: `t-other-${world.store.all().length}`,
    kind: 'complaint',
    source: 'web-chat',
    openness: 'confidential',
    facts: { story: '又一件' },
    traceId: 'm',
    personId: 'person-1',
    by: { kind: 'reporter', personId: 'person-1' },
  });
  return ticket.number;
}

async function step(world: World, numberOrId: string, action: 'accept' | 'ask' | 'refuse') {
  const values = { text: '请补充票据' };
  await world.tickets.stepTicket({
    numberOrId,
    by: staff,
    roles,
    action,
    values,
    reason: '不属于本单位',
  });
}

const historyOf = (world: World, number: string) =>
  world.store.all().find((ticket) => ticket.number === number)?.history ?? [];

describe('进度', () => {
  test('finds the oldest of many by its number, and nobody else’s', async () => {
    const world = buildWorld();
    const number = await fileComplaint(world);
    for (let count = 0; count < 10; count += 1) await fileAnother(world);
    const [reply] = (await buildTalk(world).say(`进度 ${number}`)).replies;
    expect(reply).toMatchObject({ values: { number } });
    const stranger = buildTalk(world, { personId: 'person-2' });
    expect(keysOf(await stranger.say(`进度 ${number}`))).toEqual(['ticket.notFound']);
  });

  test('shows the only ticket at once: where it stands, what comes next, by when', async () => {
    const world = buildWorld();
    const number = await fileComplaint(world);
    await step(world, number, 'accept');
    const { say } = buildTalk(world);
    const [reply] = (await say('进度')).replies;
    expect(reply).toMatchObject({
      key: 'conversation.progress.date',
      values: {
        number,
        statusKey: 'notice.status.accepted',
        nextKey: 'notice.next.accepted',
        filedOn: '2026-03-02',
        due: '2026-04-01',
      },
    });
    expect(reply?.options?.map((option) => option.say)).toEqual([
      `补充 ${number}`,
      `催办 ${number}`,
      `撤回 ${number}`,
    ]);
  });

  test('asks which one when there are several; number, 进度 with the number, and the number alone all work', async () => {
    const world = buildWorld();
    const first = await fileComplaint(world);
    const second = await fileAnother(world);
    const { say } = buildTalk(world);
    const asked = await say('进度');
    expect(keysOf(asked)).toEqual(['which.progress']);
    expect(asked.replies[0]?.options?.map((option) => option.say)).toEqual([
      `进度 ${second}`,
      `进度 ${first}`,
    ]);
    for (const words of ['2', `进度 ${first}`, first, `progress ${first}`]) {
      expect((await say(words)).replies[0]?.values?.['number']).toBe(first);
      await say('进度');
    }
  });

  test("another person's number is not found, as a wrong one is, with a hint to the receipt code", async () => {
    const world = buildWorld();
    const number = await fileComplaint(world, 'person-2');
    const { say } = buildTalk(world);
    for (const words of [`进度 ${number}`, '进度 2600000000', number]) {
      const { replies, ticketId } = await say(words);
      expect(replies).toEqual([
        {
          key: 'conversation.ticket.notFound',
          values: { progressUrl: 'http://localhost:8080/progress' },
        },
      ]);
      expect(ticketId).toBeUndefined();
    }
    expect(keysOf(await say('进度'))).toEqual(['none.atAll']);
  });

  test('what staff may still undo is not told before its time', async () => {
    const world = buildWorld();
    const number = await fileComplaint(world);
    await step(world, number, 'accept');
    world.clock.now = new Date(world.clock.now.getTime() - 1);
    const { replies } = await buildTalk(world).say('进度');
    expect(replies[0]?.values?.['statusKey']).toBe('notice.status.received');
  });
});

describe('补充', () => {
  test('adds words and pictures to the ticket until 提交, each at once', async () => {
    const world = buildWorld();
    const number = await fileComplaint(world);
    const { say, send } = buildTalk(world);
    expect(keysOf(await say('补充'))).toEqual(['supplement.ask']);
    const added = await say('还有一位证人');
    expect(keysOf(added)).toEqual(['supplement.added']);
    expect(added.claimedMessageIds).toEqual(['web-chat-m-person-1-2']);
    await send({ kind: 'image', mediaId: 'm' });
    expect(keysOf(await say('提交'))).toEqual(['supplement.done']);
    const actions = historyOf(world, number).map(({ action, key }) => [action, key]);
    expect(actions).toEqual([
      ['open', undefined],
      ['supplement', 'web-chat-m-person-1-2'],
      ['supplement', 'web-chat-m-person-1-3'],
    ]);
  });

  test('asks which ticket when there are several, and takes words behind a colon', async () => {
    const world = buildWorld();
    const first = await fileComplaint(world);
    expect(keysOf(await buildTalk(world).say('补充：还有证人'))).toEqual(['supplement.added']);
    await fileAnother(world);
    const { say } = buildTalk(world);
    expect(keysOf(await say('补充'))).toEqual(['which.supplement']);
    expect((await say('2')).replies[0]?.values).toEqual({ number: first });
  });

  test('is over after a long silence: later words are a matter of their own', async () => {
    const world = buildWorld();
    await fileComplaint(world);
    const { say } = buildTalk(world);
    await say('补充');
    wait(world, 13);
    expect(keysOf(await say('今天'))).toEqual(['notUnderstood']);
  });

  test('what staff asked for is offered the next free words as its answer', async () => {
    const world = buildWorld();
    const number = await fileComplaint(world);
    await step(world, number, 'ask');
    const { say } = buildTalk(world);
    expect(keysOf(await say('票据在这里：0012'))).toEqual(['replyOffer.ask']);
    const taken = await say('1');
    expect(keysOf(taken)).toEqual(['replyOffer.taken']);
    expect(taken.claimedMessageIds).toEqual(['web-chat-m-person-1-1', 'web-chat-m-person-1-2']);
    expect(historyOf(world, number).at(-1)?.action).toBe('supplement');
    expect(keysOf(await say('谢谢你们啊'))).toEqual(['notUnderstood']);
  });

  test('words that are no answer to staff are kept for another matter', async () => {
    const world = buildWorld();
    await step(world, await fileComplaint(world), 'ask');
    const { say, state } = buildTalk(world);
    await say('隔壁店也被罚了');
    expect(keysOf(await say('不是'))).toEqual(['offer.complaint']);
    await say('投诉');
    expect(state().form?.facts.story).toBe('隔壁店也被罚了');
  });
});

describe('催办, 撤回, 评价', () => {
  test('催办 is counted once a day and answered each time with the day', async () => {
    const world = buildWorld();
    const number = await fileComplaint(world);
    const { say } = buildTalk(world);
    const values = { number, answerBy: '2026-03-03' };
    expect((await say('催办')).replies).toEqual([{ key: 'conversation.urge.done', values }]);
    expect((await say('催辦')).replies).toEqual([{ key: 'conversation.urge.again', values }]);
  });

  test('撤回 asks why, asks once more, and then ends the matter', async () => {
    const world = buildWorld();
    const number = await fileComplaint(world);
    const { say } = buildTalk(world);
    expect(keysOf(await say('撤回'))).toEqual(['withdraw.why']);
    expect(keysOf(await say('问题解决了'))).toEqual(['withdraw.confirm']);
    expect(keysOf(await say('1'))).toEqual(['withdraw.withdrawn']);
    expect(historyOf(world, number).at(-1)).toMatchObject({
      action: 'withdraw',
      reason: '问题解决了',
    });
    expect(keysOf(await say('撤回'))).toEqual(['none.withdraw']);
  });

  test('撤回 without a reason, thought better of at the last question, changes nothing', async () => {
    const world = buildWorld();
    const number = await fileComplaint(world);
    const { say } = buildTalk(world);
    await say('撤回');
    expect(keysOf(await say('跳过'))).toEqual(['withdraw.confirm']);
    expect(keysOf(await say('2'))).toEqual(['withdraw.kept']);
    expect(historyOf(world, number)).toHaveLength(1);
  });

  test('撤回 after a unit was served is only asked for, to be repeated on a later day', async () => {
    const world = buildWorld();
    const number = await fileComplaint(world);
    for (const action of ['accept', 'analyse', 'verify', 'supervise'] as const) {
      await world.tickets.stepTicket({
        numberOrId: number,
        by: staff,
        roles,
        action,
        ...buildStepValues(action),
      });
    }
    const { say } = buildTalk(world);
    await say('撤回');
    await say('跳过');
    expect((await say('是')).replies).toEqual([
      { key: 'conversation.withdraw.asked', values: { number, confirmFrom: '2026-03-03' } },
    ]);
  });

  test('评价 takes one of five levels by its number, with a reason behind it', async () => {
    const world = buildWorld();
    const number = await fileComplaint(world);
    const { say } = buildTalk(world);
    expect(keysOf(await say('评价'))).toEqual(['none.rate']);
    await world.tickets.stepTicket({ numberOrId: number, by: staff, roles, action: 'accept' });
    await world.tickets.stepTicket({ numberOrId: number, by: staff, roles, action: 'analyse' });
    await world.tickets.stepTicket({
      numberOrId: number,
      by: staff,
      roles,
      action: 'find_unfounded',
    });
    const asked = await say('评价');
    expect(asked.replies[0]?.options?.map(({ key }) => key)).toEqual(
      [1, 2, 3, 4, 5].map((score) => `notice.rating.${score}`),
    );
    expect(keysOf(await say('2'))).toEqual(['rate.thanks']);
    expect(world.store.all()[0]?.rating?.score).toBe(2);
    await say('评价');
    await say('5，后来讲清楚了');
    expect(world.store.all()[0]?.rating).toMatchObject({ score: 5, comment: '后来讲清楚了' });
  });

  test('a refusal of the rules is a kind sentence', async () => {
    const world = buildWorld();
    const number = await fileComplaint(world);
    await step(world, number, 'refuse');
    const { say } = buildTalk(world);
    expect(keysOf(await say(`催办 ${number}`))).toEqual(['ticket.notNow']);
    expect(keysOf(await say(`撤回 ${number}`))).toEqual(['ticket.notNow']);
  });
});

describe('how open, 报复, 打电话', () => {
  test('匿名 and 保密 outside a form tighten an open ticket at once; loosening asks first', async () => {
    const world = buildWorld();
    const number = await fileComplaint(world);
    const { say } = buildTalk(world);
    expect(keysOf(await say('匿名'))).toEqual(['openness.changed', 'openness.anonymous']);
    expect(world.store.all()[0]?.openness).toBe('anonymous');
    expect(keysOf(await say('公开'))).toEqual(['openness.loosen.open']);
    expect(world.store.all()[0]?.openness).toBe('anonymous');
    expect(keysOf(await say('1'))).toEqual(['openness.changed', 'openness.open']);
    expect(world.store.all()[0]?.openness).toBe('open');
    expect(historyOf(world, number).map(({ values }) => values)).toEqual([
      undefined,
      { openness: 'anonymous' },
      { openness: 'open' },
    ]);
  });

  test('报复 is answered now, noted on the open ticket and flagged', async () => {
    const world = buildWorld();
    const number = await fileComplaint(world);
    const { say } = buildTalk(world);
    expect(keysOf(await say('报复'))).toEqual(['retaliation.noted']);
    expect(historyOf(world, number).map(({ values }) => values?.['words'])).toEqual([
      undefined,
      '报复',
      undefined,
    ]);
    expect(world.store.all()[0]?.retaliationAt).toEqual(world.clock.now);
  });

  test('during a form it is noted on the draft, and the ticket filed of it is flagged', async () => {
    const world = buildWorld();
    const { say } = buildTalk(world);
    await say('投诉');
    await say('城管乱罚款');
    expect(keysOf(await say('报复'))).toEqual(['retaliation.onDraft', 'ask.actingUnit']);
    await say('报复');
    await say('提交');
    expect(world.store.all()[0]?.history.map(({ values }) => values?.['words'])).toEqual([
      undefined,
      '报复',
      undefined,
    ]);
    expect(world.store.all()[0]?.retaliationAt).toBeDefined();
  });

  test('without a ticket they are answered all the same', async () => {
    const { say } = buildTalk(buildWorld());
    expect(keysOf(await say('报复'))).toEqual(['retaliation.noTicket']);
    expect(keysOf(await say('call me'))).toEqual(['callBack.when']);
  });
});
