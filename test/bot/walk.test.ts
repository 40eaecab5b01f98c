import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ChannelError, type ChannelErrorCode, type Route } from '../../bot/index.ts';
import type { DialogueState } from '../../handlers/index.ts';
import { createSecrets, newMasterKey } from '../../platform/seal/index.ts';
import {
  buildBot,
  buildInbound,
  openBotStores,
  pass,
  type Bot,
  type TestClock,
} from '../support/build-bot.ts';
import { buildOutboxRow } from '../support/build-message.ts';
import { openTestDatabase, type TestDatabase } from '../support/mongo.ts';
import { waitFor } from '../support/wait-for.ts';

const secrets = createSecrets([newMasterKey()]);
const channel = 'official-account';
const passive = new Map([[channel, 2047]] as const);
let opened: TestDatabase;
let people = 0;

beforeAll(async () => {
  opened = await openTestDatabase();
});
afterAll(() => opened.close());

const newUser = (): string => `walk-user-${(people += 1)}`;
const newClock = (): TestClock => ({ now: new Date('2026-03-02T02:00:00Z') });

/** Says every text back; `heard` notes what ran, `meanwhile` happens inside the handler. */
function buildEcho(heard: string[], meanwhile: (text: string) => Promise<void> = async () => {}) {
  const route: Route<DialogueState> = {
    name: 'echo',
    matches: () => true,
    async handle({ message, session }) {
      const text = message.content.kind === 'text' ? message.content.text : message.content.kind;
      heard.push(text);
      await meanwhile(text);
      return { replies: [{ key: `echo ${text}` }], state: session.state };
    },
  };
  return [route];
}

async function refuseToSave(): Promise<never> {
  throw new RangeError('too large');
}

async function startBot(options: Partial<Parameters<typeof buildBot>[0]> = {}): Promise<Bot> {
  const bot = buildBot({ database: opened.database, clock: newClock(), secrets, ...options });
  await bot.queue.start();
  return bot;
}

/** Puts notices into the outbox for a person, a second apart. */
async function notify(bot: Bot, userId: string, ids: readonly string[], dueInS = 0) {
  const personId = await bot.stores.directory.identify({ channel, userId });
  await bot.stores.outbox.insert(
    ids.map((id, index) => {
      const at = new Date(bot.clock.now.getTime() + index);
      const dueAt = new Date(at.getTime() + dueInS * 1000);
      const { channel: _, ...row } = buildOutboxRow({ id, personId, kind: 'notice' });
      return { ...row, words: { text: id }, createdAt: at, dueAt };
    }),
  );
  pass(bot.clock, 1);
  return personId;
}

/** Refuses the first `times` sends of the person's notice; tells what the row looks like and what was tried. */
async function refuse(code: ChannelErrorCode, times = Infinity) {
  const userId = newUser();
  const id = `${userId}-n`;
  const triedAtS: number[] = [];
  const clock = newClock();
  const startedAt = clock.now.getTime();
  const bot = await startBot({
    clock,
    routes: buildEcho([]),
    send: async (_, __, key) => {
      if (key !== id) return;
      triedAtS.push(Math.round((clock.now.getTime() - startedAt) / 1000));
      if (triedAtS.length <= times) throw new ChannelError(code, 'x');
    },
  });
  await notify(bot, userId, [id]);
  const read = async () => (await bot.stores.outbox.findMany([id]))[0];
  return { bot, userId, id, triedAtS, read };
}

describe('messages of one person', () => {
  test('are answered in order of arrival, 50 at once, while others write too', async () => {
    const clock = newClock();
    // Two turns of one person take longer than the clock's millisecond.
    const bot = await startBot({ clock, routes: buildEcho([], async () => pass(clock, 0.001)) });
    const users = [newUser(), newUser()];
    const texts = Array.from({ length: 50 }, (_, index) => `m${index}`);
    await Promise.all(
      texts.flatMap((text) => users.map((userId) => bot.receive(buildInbound(userId, text)))),
    );
    await bot.rest();
    for (const userId of users) {
      expect(bot.textsTo(userId)).toEqual(texts.map((text) => `echo ${text}`));
    }
  });

  test('run once however often the platform repeats them, at once or later', async () => {
    const heard: string[] = [];
    const userId = newUser();
    const bot = await startBot({ routes: buildEcho(heard, () => sleep(20)) });
    const message = buildInbound(userId, 'once');
    const first = await Promise.all(Array.from({ length: 10 }, () => bot.receive(message)));
    await bot.rest();
    const late = await bot.receive(message);
    await bot.sweepUp(3);
    expect([...first, late].filter(({ isNew }) => isNew)).toHaveLength(1);
    expect(heard).toEqual(['once']);
    expect(bot.textsTo(userId)).toEqual(['echo once']);
  });

  test('keep their single outcome when the lease is lost in the middle', async () => {
    const userId = newUser();
    const clock = newClock();
    const heard: string[] = [];
    const other = await startBot({ clock, routes: buildEcho(heard) });
    const message = buildInbound(userId, 'slow');
    const personId = await other.stores.directory.identify(message.from);
    const slow = await startBot({
      clock,
      routes: buildEcho(heard, async () => {
        pass(clock, 6);
        await other.drain(personId);
      }),
    });
    await slow.receive(message);
    await slow.rest();
    await other.sweepUp(3);
    expect(heard).toEqual(['slow', 'slow']);
    expect([...slow.textsTo(userId), ...other.textsTo(userId)]).toEqual(['echo slow']);
    expect((await other.stores.sessions.find(personId))?.version).toBe(1);
    expect(await other.stores.inbox.listWaiting(personId, 10)).toEqual([]);
  });

  test('that always fail are parked after five tries; the next go on and others never notice', async () => {
    const [userId, neighbour] = [newUser(), newUser()];
    let isBroken = true;
    const meanwhile = async (text: string) => {
      if (text === 'poison' && isBroken) throw new TypeError('a fault');
    };
    const bot = await startBot({ routes: buildEcho([], meanwhile) });
    const poison = buildInbound(userId, 'poison');
    await bot.receive(poison);
    await bot.receive(buildInbound(userId, 'next'));
    await bot.receive(buildInbound(neighbour, 'hello'));
    await bot.rest();
    expect(bot.textsTo(neighbour)).toEqual(['echo hello']);
    await bot.sweepUp(8);
    expect(bot.failures.map(({ tries }) => tries)).toEqual([1, 2, 3, 4, 5]);
    const [told, ...rest] = bot.textsTo(userId);
    expect(told).toContain('工作人员');
    expect(rest).toEqual(['echo next']);
    const parked = await bot.stores.inbox.listParked(10);
    expect(parked.map(({ id }) => id)).toEqual([poison.id]);

    isBroken = false;
    expect(await bot.stores.inbox.unpark(poison.id)).toBe(true);
    await bot.sweepUp(2);
    expect(bot.textsTo(userId).slice(2)).toEqual(['echo poison']);
  });

  test('whose outcome cannot be stored are parked too', async () => {
    const userId = newUser();
    const clock = newClock();
    const stores = openBotStores(opened.database, secrets, clock);
    const sessions = { ...stores.sessions, save: refuseToSave };
    const bot = await startBot({
      clock,
      stores: { ...stores, sessions },
      routes: buildEcho([]),
    });
    const message = buildInbound(userId, 'unstorable');
    await bot.receive(message);
    await bot.sweepUp(8);
    const row = await bot.stores.inbox.find(message.id);
    expect(row).toMatchObject({ status: 'parked', attempts: 5, failure: 'RangeError' });
  });
});

describe('an answer within the request', () => {
  test('that was not written is pushed after 20 s, not before', async () => {
    const userId = newUser();
    const bot = await startBot({ routes: buildEcho([]), passive });
    const { waitForAnswer } = await bot.receive(buildInbound(userId, 'hi', { channel }));
    expect((await waitForAnswer(20_000))?.text).toBe('echo hi');
    await bot.sweepUp(6);
    expect(bot.textsTo(userId)).toEqual([]);
    await bot.sweepUp(2);
    expect(bot.textsTo(userId)).toEqual(['echo hi']);
  });

  test('that was written is never pushed, and a repeat gets the same words', async () => {
    const userId = newUser();
    const bot = await startBot({ routes: buildEcho([]), passive });
    const message = buildInbound(userId, 'hi', { channel });
    const answer = await (await bot.receive(message)).waitForAnswer(20_000);
    await answer?.confirm();
    const again = await (await bot.receive(message)).waitForAnswer(20_000);
    expect(again?.text).toBe('echo hi');
    await again?.confirm();
    await bot.sweepUp(10);
    expect(bot.textsTo(userId)).toEqual([]);
  });

  test('that comes too late is given back and pushed at once', async () => {
    const userId = newUser();
    const clock = newClock();
    const stores = openBotStores(opened.database, secrets, clock);
    const slot = new AbortController();
    const closed = once(slot.signal, 'abort');
    const save: typeof stores.sessions.save = async (...args) => {
      await closed;
      return stores.sessions.save(...args);
    };
    const sessions = { ...stores.sessions, save };
    const bot = await startBot({
      clock,
      passive,
      stores: { ...stores, sessions },
      routes: buildEcho([]),
    });
    const { waitForAnswer } = await bot.receive(buildInbound(userId, 'hi', { channel }));
    expect(await waitForAnswer(60)).toBeUndefined();
    slot.abort();
    await waitFor(() => bot.textsTo(userId).length > 0);
    expect(bot.textsTo(userId)).toEqual(['echo hi']);
    await bot.sweepUp(10);
    expect(bot.textsTo(userId)).toHaveLength(1);
  });

  test('a handler that needs seconds gives the request up at once; its answer is pushed', async () => {
    const userId = newUser();
    const work = new AbortController();
    const worked = once(work.signal, 'abort');
    const slow: Route<DialogueState> = {
      name: 'slow',
      matches: () => true,
      async handle({ session, answerLater }) {
        answerLater();
        await worked;
        return { replies: [{ key: 'slow' }], state: session.state };
      },
    };
    const bot = await startBot({ passive, routes: [slow] });
    const { waitForAnswer } = await bot.receive(buildInbound(userId, 'hi', { channel }));
    expect(await waitForAnswer(60_000)).toBeUndefined();
    work.abort();
    await bot.rest();
    await bot.sweepUp(3);
    expect(bot.textsTo(userId)).toEqual(['slow']);
  });
});

describe('notices', () => {
  test('that are due later are not sent early', async () => {
    const userId = newUser();
    const bot = await startBot({ routes: buildEcho([]) });
    const personId = await notify(bot, userId, [`${userId}-later`], 30);
    await bot.queue.ring({ kind: 'deliver', id: personId });
    await bot.sweepUp(9);
    expect(bot.textsTo(userId)).toEqual([]);
    await bot.sweepUp(2);
    expect(bot.textsTo(userId)).toEqual([`${userId}-later`]);
  });

  test('keep their order while two processes deliver them', async () => {
    const userId = newUser();
    const clock = newClock();
    const stores = openBotStores(opened.database, secrets, clock);
    const order: string[] = [];
    const send = async (_: string, __: unknown, key: string): Promise<void> => {
      if (key.endsWith('-1')) await sleep(150);
      order.push(key);
    };
    const [one, other] = await Promise.all([
      startBot({ clock, stores, routes: buildEcho([]), send }),
      startBot({ clock, stores, routes: buildEcho([]), send }),
    ]);
    const ids = ['1', '2', '3'].map((name) => `${userId}-${name}`);
    const personId = await notify(one, userId, ids);
    const first = one.deliver(personId);
    await sleep(50);
    await other.deliver(personId);
    await first;
    expect(order).toEqual(ids);
  });

  test('behind one that a dead process was sending wait for it', async () => {
    const userId = newUser();
    const bot = await startBot({ routes: buildEcho([]) });
    const ids = ['1', '2'].map((name) => `${userId}-${name}`);
    const personId = await notify(bot, userId, ids);
    const until = new Date(bot.clock.now.getTime() + 15_000);
    await bot.stores.outbox.claim(ids[0] ?? '', 'dead', bot.clock.now, until, { text: '' });
    await bot.deliver(personId);
    expect(bot.textsTo(userId)).toEqual([]);
    await bot.sweepUp(6);
    expect(bot.textsTo(userId)).toEqual(ids);
  });

  test('kept for the next contact come first then, in order, before the answer', async () => {
    const userId = newUser();
    let isOpen = false;
    const bot = await startBot({
      routes: buildEcho([]),
      passive,
      send: async () => {
        if (!isOpen) throw new ChannelError('window_closed', '45015');
      },
    });
    const ids = ['1', '2', '3'].map((name) => `${userId}-${name}`);
    await notify(bot, userId, ids);
    await bot.sweepUp(3);
    expect(bot.textsTo(userId)).toEqual([]);
    isOpen = true;
    await bot.sweepUp(3);
    expect(bot.textsTo(userId)).toEqual([]);
    const { waitForAnswer } = await bot.receive(buildInbound(userId, 'back', { channel }));
    expect(await waitForAnswer(20_000)).toBeUndefined();
    await bot.rest();
    expect(bot.textsTo(userId)).toEqual([...ids, 'echo back']);
  });

  test('for someone without a channel are kept until there is one', async () => {
    const userId = newUser();
    const bot = await startBot({ routes: buildEcho([]) });
    const id = `${userId}-n`;
    const personId = await notify(bot, userId, [id]);
    await bot.stores.directory.unbind(personId, channel);
    await bot.sweepUp(2);
    expect(await bot.stores.outbox.findMany([id])).toMatchObject([
      { status: 'held', failure: 'no_channel' },
    ]);
    await bot.receive(buildInbound(userId, 'back', { channel }));
    await bot.rest();
    expect(bot.textsTo(userId)).toEqual([id, 'echo back']);
  });
});

describe('someone who unfollowed', () => {
  test('and writes again is answered at once, also when the news of their return was lost', async () => {
    const userId = newUser();
    const bot = await startBot({ routes: buildEcho([]) });
    await bot.receive(buildInbound(userId, 'hello', { channel }));
    await bot.rest();
    const left = buildInbound(userId, '', { channel });
    await bot.receive({ ...left, content: { kind: 'event', name: 'unfollow' } });
    await bot.rest();
    pass(bot.clock, 60);
    await bot.receive(buildInbound(userId, 'again', { channel }));
    await bot.rest();
    expect(bot.textsTo(userId).at(-1)).toBe('echo again');
  });
});

describe('a platform that refuses', () => {
  test.each(['unreachable', 'busy'] as const)(
    '%s: tried again with growing pauses for about a day, then kept',
    async (code) => {
      const { bot, triedAtS, read } = await refuse(code);
      for (let round = 0; round < 600 && (await read())?.status !== 'held'; round += 1) {
        pass(bot.clock, round < 300 ? 2 : 297);
        await bot.sweepUp(1);
      }
      const pauses = triedAtS.slice(1).map((at, index) => at - (triedAtS[index] ?? 0));
      for (const [index, pause] of pauses.entries()) {
        expect(pause).toBeGreaterThanOrEqual(Math.min(2 ** index, 300));
      }
      expect((triedAtS.at(-1) ?? 0) / 3600).toBeGreaterThan(22);
      expect(await read()).toMatchObject({ status: 'held', failure: code });
    },
    120_000,
  );

  test('unreachable once: the second try arrives', async () => {
    const { bot, userId, id, read } = await refuse('unreachable', 1);
    await bot.sweepUp(3);
    expect(bot.textsTo(userId)).toEqual([id]);
    expect(await read()).toMatchObject({ status: 'sent' });
  });

  test.each(['window_closed', 'blocked'] as const)(
    '%s: kept and not tried again until the person is back',
    async (code) => {
      const { bot, userId, id, triedAtS, read } = await refuse(code, 1);
      await bot.sweepUp(10);
      expect(triedAtS).toHaveLength(1);
      expect(await read()).toMatchObject({ status: 'held', failure: code });
      await bot.receive(buildInbound(userId, 'back', { channel }));
      await bot.rest();
      expect(bot.textsTo(userId)).toEqual([id, 'echo back']);
    },
  );

  test('refused: our mistake, never tried again, and listed for staff', async () => {
    const { bot, id, triedAtS, read } = await refuse('refused');
    await bot.sweepUp(10);
    expect(triedAtS).toHaveLength(1);
    expect(await read()).toMatchObject({ status: 'failed', failure: 'refused' });
    const listed = await bot.stores.outbox.listUndelivered(200);
    expect(listed.map((row) => row.id)).toContain(id);
    expect(bot.refusals).toEqual([{ code: 'refused', outboxId: id }]);
  });

  test('channel_down: rests for five minutes, and arrives when the channel is mended', async () => {
    const { bot, userId, id, triedAtS } = await refuse('channel_down', 1);
    await bot.sweepUp(3);
    pass(bot.clock, 240);
    await bot.sweepUp(3);
    expect(triedAtS).toHaveLength(1);
    pass(bot.clock, 60);
    await bot.sweepUp(2);
    expect(bot.textsTo(userId)).toEqual([id]);
  });

  test('with a fault nobody foresaw: tried again, given up after eight tries, the next rows go on', async () => {
    const userId = newUser();
    const [bad, good] = [`${userId}-1`, `${userId}-2`];
    let tries = 0;
    const bot = await startBot({
      routes: buildEcho([]),
      send: async (_, __, key) => {
        if (key !== bad) return;
        tries += 1;
        throw new TypeError('a fault');
      },
    });
    await notify(bot, userId, [bad, good]);
    for (let round = 0; round < 12; round += 1) {
      pass(bot.clock, 20);
      await bot.sweepUp(1);
    }
    expect(bot.textsTo(userId)).toEqual([good]);
    expect(tries).toBe(8);
    expect(await bot.stores.outbox.findMany([bad])).toMatchObject([{ status: 'failed' }]);
  });
});
