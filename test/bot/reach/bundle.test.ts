import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { NewOutboxRow } from '../../../bot/index.ts';
import { createSecrets, newMasterKey } from '../../../platform/seal/index.ts';
import { buildBot, buildInbound, pass } from '../../support/build-bot.ts';
import { buildOutboxRow } from '../../support/build-message.ts';
import { openTestDatabase, type TestDatabase } from '../../support/mongo.ts';

const secrets = createSecrets([newMasterKey()]);
const channel = 'official-account';
const halfAnHour = 1800;
let opened: TestDatabase;
let people = 0;

beforeAll(async () => {
  opened = await openTestDatabase();
});
afterAll(() => opened.close());
beforeEach(() => opened.clear());

/** Someone who wrote an hour ago and has several matters. */
async function meetWriter() {
  const userId = `bundle-user-${(people += 1)}`;
  const clock = { now: new Date('2026-03-02T02:00:00Z') };
  const bot = buildBot({ database: opened.database, clock, secrets });
  await bot.queue.start();
  const say = async (text: string) => {
    await bot.receive(buildInbound(userId, text, { channel }));
    await bot.rest();
  };
  await say('你好');
  pass(clock, 2 * halfAnHour);
  const personId = await bot.stores.directory.identify({ channel, userId });
  const tell = async (matter: number, change: Partial<NewOutboxRow> = {}) => {
    const {
      channel: _,
      words: __,
      ...row
    } = buildOutboxRow({
      id: `${userId}-${matter}`,
      personId,
      kind: 'notice',
      ticketId: `t-${matter}`,
      reply: {
        key: 'notice.matter.accepted',
        values: { number: `DX-${matter}`, text: '内容', due: '3月9日' },
      },
      createdAt: clock.now,
      dueAt: clock.now,
      ...change,
    });
    await bot.stores.outbox.insert([row]);
  };
  const before = bot.textsTo(userId).length;
  return {
    bot,
    say,
    tell,
    personId,
    passSeconds: (seconds: number) => pass(clock, seconds),
    heard: () => bot.textsTo(userId).slice(before),
    find: async (matter: number) => (await bot.stores.outbox.findMany([`${userId}-${matter}`]))[0],
  };
}

describe('news of several matters', () => {
  test('due at once leaves as one message, and stands with each matter in the transcript', async () => {
    const { bot, tell, heard, find } = await meetWriter();
    await tell(1);
    await tell(2);
    await bot.sweepUp(2);
    const [text, ...others] = heard();
    expect(others).toEqual([]);
    expect(text).toMatch(/^您有 2 件事项有新进展\n/);
    expect(text).toMatch(/（DX-1）已受理[^]*（DX-2）已受理/);
    expect((await find(1))?.receipt).toEqual((await find(2))?.receipt);
    const [line, ...more] = await bot.stores.transcript.listForTicket('t-2');
    expect(more).toEqual([]);
    expect(line?.content).toMatchObject({ text: expect.stringMatching(/^您反映的事项（DX-2）/) });
  });

  test('that comes later waits for two hours from the first, and leaves as one', async () => {
    const { bot, tell, heard, find, passSeconds } = await meetWriter();
    await tell(1);
    await bot.sweepUp(2);
    passSeconds(halfAnHour);
    await tell(2);
    await tell(3);
    await bot.sweepUp(2);
    expect([heard().length, (await find(2))?.failure]).toEqual([1, 'bundle']);
    passSeconds(3 * halfAnHour);
    await bot.sweepUp(2);
    expect(heard()).toHaveLength(2);
    expect(heard()[1]).toMatch(/^您有 2 件事项有新进展\n/);
  });

  test('waits for nothing when it is urgent, or of the matter just told', async () => {
    const { bot, tell, heard } = await meetWriter();
    await tell(1);
    await bot.sweepUp(2);
    await tell(2, { urgency: 'urgent' });
    await tell(3, { id: 'second-of-1', ticketId: 't-1' });
    await bot.sweepUp(2);
    expect(heard()).toHaveLength(3);
  });

  test('comes at once when the person writes', async () => {
    const { bot, say, tell, heard, passSeconds } = await meetWriter();
    await tell(1);
    await bot.sweepUp(2);
    passSeconds(60);
    await tell(2);
    await bot.sweepUp(2);
    expect(heard()).toHaveLength(1);
    await say('你好');
    await bot.sweepUp(2);
    expect(heard().join()).toContain('（DX-2）已受理');
  });

  test('comes one by one to whom the elderly manner is meant for', async () => {
    const { bot, say, tell, heard } = await meetWriter();
    await say('长辈模式');
    await bot.sweepUp(2);
    const before = heard().length;
    await tell(1);
    await tell(2);
    await bot.sweepUp(2);
    expect(heard()).toHaveLength(before + 2);
  });
});
