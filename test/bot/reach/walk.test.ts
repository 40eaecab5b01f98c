import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createTellTasks, type Nudge, type OfficeHours, type SendSms } from '../../../bot/index.ts';
import { createSecrets, newMasterKey } from '../../../platform/seal/index.ts';
import { buildBot, buildInbound, pass, type Bot } from '../../support/build-bot.ts';
import { buildOutboxRow } from '../../support/build-message.ts';
import { openTestDatabase, type TestDatabase } from '../../support/mongo.ts';

const secrets = createSecrets([newMasterKey()]);
const channel = 'official-account';
const threeDays = 3 * 24 * 3600;
let opened: TestDatabase;
let people = 0;

beforeAll(async () => {
  opened = await openTestDatabase();
});
afterAll(() => opened.close());
beforeEach(() => opened.clear());

/** Someone who filed a complaint three days ago through an account that has templates. */
async function meetReporter(options: { readonly hours?: OfficeHours } = {}) {
  const userId = `reach-user-${(people += 1)}`;
  const nudged: Nudge[] = [];
  const template = {
    async send(_userId: string, nudge: Nudge) {
      nudged.push(nudge);
      return { at: bot.clock.now, platformId: '7' };
    },
  };
  const bot = buildBot({
    database: opened.database,
    clock: { now: new Date('2026-03-02T02:00:00Z') },
    secrets,
    nudges: { template },
    ...options,
  });
  await bot.queue.start();
  const say = async (text: string) => {
    await bot.receive(buildInbound(userId, text, { channel }));
    await bot.rest();
  };
  await say('投诉');
  await say('检查的时候没有出示证件，也没有给我任何文书。');
  await say('提交');
  const personId = await bot.stores.directory.identify({ channel, userId });
  const { items } = await bot.stores.tickets.list({
    personId,
    order: 'newest',
    page: 1,
    pageSize: 1,
  });
  const number = items[0]?.number ?? '';
  pass(bot.clock, threeDays);
  const notice = {
    id: `${userId}-n`,
    personId,
    kind: 'notice',
    reply: { key: 'notice.matter.accepted', values: { number, text: '内容', due: '3月9日' } },
    createdAt: bot.clock.now,
    dueAt: bot.clock.now,
    taskAt: new Date(bot.clock.now.getTime() + 2 * 24 * 3600 * 1000),
  } as const;
  const { channel: _, words: __, ...row } = buildOutboxRow(notice);
  await bot.stores.outbox.insert([row]);
  return {
    bot,
    userId,
    number,
    nudged,
    say,
    read: async () => (await bot.stores.outbox.findMany([notice.id]))[0],
  };
}

function openTelling(bot: Bot, sendSms?: SendSms) {
  return createTellTasks({
    tasks: bot.stores.tasks,
    rows: bot.stores.taskRows,
    now: () => bot.clock.now,
    ...(sendSms && { sendSms }),
    onError: (error) => {
      throw error;
    },
  });
}

describe('a notice after the window closed', () => {
  test('leaves as a number alone, and in full at the next contact, each once', async () => {
    const { bot, userId, nudged, number, say, read } = await meetReporter();
    const before = bot.textsTo(userId).length;
    await bot.sweepUp(3);
    expect(nudged).toEqual([{ number, news: '有新进展' }]);
    expect(bot.textsTo(userId)).toHaveLength(before);
    expect(await read()).toMatchObject({
      status: 'held',
      failure: 'nudged',
      nudge: { way: 'template', channel, platformId: '7' },
    });
    await say('你好');
    const [first] = bot.textsTo(userId).slice(before);
    expect(first).toContain('已受理');
    expect(nudged).toHaveLength(1);
    expect(await read()).toMatchObject({ status: 'sent' });
  });

  test('waits for office hours, unless the person writes before', async () => {
    let isOpen = false;
    const hours: OfficeHours = {
      isOpen: () => isOpen,
      nextOpening: (at) => new Date(at.getTime() + 3_600_000),
    };
    const { bot, nudged, read } = await meetReporter({ hours });
    await bot.sweepUp(2);
    expect(await read()).toMatchObject({ status: 'held', failure: 'office_hours' });
    expect(nudged).toEqual([]);
    isOpen = true;
    pass(bot.clock, 3600);
    await bot.sweepUp(2);
    expect(nudged).toHaveLength(1);
  });

  test('becomes a task of staff after two days, and nobody repeats what staff told', async () => {
    const { bot, userId, say, read } = await meetReporter();
    const { tasks } = bot.stores;
    const telling = openTelling(bot);
    await bot.sweepUp(2);
    await telling.sweepTasks();
    expect(await tasks.listOpen(10)).toEqual([]);
    pass(bot.clock, threeDays);
    await telling.sweepTasks();
    await telling.sweepTasks();
    const [task, ...others] = await tasks.listOpen(10);
    expect([task?.outboxId, others]).toEqual([(await read())?.id, []]);
    const by = { accountId: 'a', name: '值班员' };
    await telling.recordAttempt(task?.id ?? '', 1, {
      at: bot.clock.now,
      by,
      outcome: 'reached',
    });
    expect(await read()).toMatchObject({ status: 'told' });
    const before = bot.textsTo(userId).length;
    await say('你好');
    expect(bot.textsTo(userId).slice(before).join()).not.toContain('已受理');
  });

  test('goes by text message too where there is an adapter: the number alone, once', async () => {
    const { bot, number } = await meetReporter();
    const texts: unknown[] = [];
    const telling = openTelling(bot, async (_personId, nudge) => void texts.push(nudge));
    await bot.sweepUp(2);
    pass(bot.clock, threeDays);
    await telling.sweepTasks();
    await telling.sweepTasks();
    expect(texts).toEqual([{ number }]);
  });

  test('closes its task by itself when the person comes first', async () => {
    const { bot, say, read } = await meetReporter();
    const { tasks } = bot.stores;
    const telling = openTelling(bot);
    await bot.sweepUp(2);
    pass(bot.clock, threeDays);
    await telling.sweepTasks();
    await say('你好');
    await telling.sweepTasks();
    const row = await read();
    const task = await tasks.find(`task-${row?.id}`);
    expect([row?.status, task?.state]).toEqual(['sent', 'delivered']);
  });
});
