import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ChannelName, PassiveAnswer } from '../../bot/index.ts';
import { createSecrets, newMasterKey } from '../../platform/seal/index.ts';
import {
  buildBot,
  buildInbound,
  openBotStores,
  pass,
  beginComplaint,
  type TestClock,
} from '../support/build-bot.ts';
import { buildMortalStores, type Death } from '../support/mortal-stores.ts';
import { openTestDatabase, type TestDatabase } from '../support/mongo.ts';

const secrets = createSecrets([newMasterKey()]);
const story = '检查的时候没有出示证件，也没有给我任何文书。';
let opened: TestDatabase;

beforeAll(async () => {
  opened = await openTestDatabase();
});
afterAll(() => opened.close());

/** Files a complaint in a process that dies as told, starts another on the same data and lets it finish. */
async function fileAndDie(userId: string, death: Death, passive: ReadonlyMap<ChannelName, number>) {
  const clock: TestClock = { now: new Date('2026-03-02T02:00:00Z') };
  const { database } = opened;
  const before = buildBot({ database, secrets, clock, passive: new Map() });
  await before.queue.start();
  await beginComplaint(before, userId, story);
  await before.queue.stop(1000);

  const { stores, isDead } = buildMortalStores(openBotStores(database, secrets, clock), death);
  const dying = buildBot({ database, secrets, clock, stores, passive });
  await dying.queue.start();
  const submit = buildInbound(userId, '提交');
  const answered: PassiveAnswer[] = [];
  const isAcknowledged = await dying.receive(submit).then(
    async ({ waitForAnswer }) => {
      const answer = await waitForAnswer(500);
      if (answer !== undefined) answered.push(answer);
      await answer?.confirm().catch(() => undefined);
      return true;
    },
    () => false,
  );
  await dying.rest();
  await dying.queue.stop(1000);

  pass(clock, 25);
  const next = buildBot({ database, secrets, clock, passive });
  await next.queue.start();
  if (!isAcknowledged) await next.receive(submit);
  await next.sweepUp(4);
  await next.queue.stop(1000);
  const pushed = [...dying.pushes, ...next.pushes].filter((push) => push.userId === userId);
  const personId = await next.stores.directory.identify(submit.from);
  const { items } = await next.stores.tickets.list({
    personId,
    order: 'newest',
    page: 1,
    pageSize: 10,
  });
  const session = await next.stores.sessions.find(personId);
  return {
    isDead: isDead(),
    heard: [...answered.map(({ text }) => text), ...pushed.map(({ text }) => text)],
    tickets: items,
    lines: await next.stores.transcript.listForTicket(`t-${submit.id}`),
    waiting: await next.stores.inbox.listWaiting(personId, 10),
    open: await next.stores.outbox.listOpenFor(personId, 10),
    session,
  };
}

describe.each([
  ['pushed', new Map<ChannelName, number>()],
  ['passive', new Map<ChannelName, number>([['web-chat', 2047]])],
])('a process that dies at any write of a filing, its answer %s', (name, passive) => {
  test.each(['before', 'after'] as const)(
    'leaves one ticket, one reply and nothing undone: %s the write',
    async (when) => {
      let at = 0;
      for (let isDead = true; isDead;) {
        at += 1;
        const userId = `crash-${name}-${when}-${at}`;
        const end = await fileAndDie(userId, { at, when }, passive);
        const trace = `write ${at}`;
        expect([trace, end.tickets.length]).toEqual([trace, 1]);
        expect([trace, end.tickets[0]?.facts.story]).toEqual([trace, story]);
        // One reply in the same words; a crash between sending and its receipt may repeat it once.
        expect([trace, new Set(end.heard).size]).toEqual([trace, 1]);
        expect(end.heard.length).toBeLessThanOrEqual(2);
        expect(end.heard[0]).toContain(`工单编号：${end.tickets[0]?.number}`);
        expect([trace, end.waiting, end.open]).toEqual([trace, [], []]);
        expect([trace, end.session?.state.form]).toEqual([trace, undefined]);
        const replies = end.lines.filter(({ direction }) => direction === 'out');
        expect([trace, replies.length]).toEqual([trace, 1]);
        ({ isDead } = end);
      }
      // The walk of one filing is at least these writes, else the wrapper watched nothing.
      expect(at).toBeGreaterThan(8);
    },
    120_000,
  );
});
