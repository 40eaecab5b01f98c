import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createSecrets, newMasterKey } from '../../platform/seal/index.ts';
import { buildBot, buildInbound } from '../support/build-bot.ts';
import { openTestDatabase, type TestDatabase } from '../support/mongo.ts';

let opened: TestDatabase;
beforeAll(async () => {
  opened = await openTestDatabase();
}, 60_000);
afterAll(() => opened.close());

test('what waits for a person who became another is answered as that other, in order', async () => {
  const clock = { now: new Date('2026-03-02T02:00:00Z') };
  const heard: string[] = [];
  const bot = buildBot({
    database: opened.database,
    clock,
    secrets: createSecrets([newMasterKey()]),
    routes: [
      {
        name: 'note',
        matches: () => true,
        async handle({ message: { personId, content }, session }) {
          heard.push(`${personId} ${content.kind === 'text' ? content.text : ''}`);
          return { replies: [], state: session.state };
        },
      },
    ],
  });
  await bot.queue.start();
  const { directory, sessions, inbox } = bot.stores;
  const [left, into] = await Promise.all(
    ['left', 'into'].map((userId) => directory.identify({ channel: 'web-chat', userId })),
  );
  if (left === undefined || into === undefined) throw new Error('nobody is there');
  // The turn that joins them holds the lease while two more messages come.
  const leaseEnd = new Date(clock.now.getTime() + 60_000);
  await sessions.lease(left, 'the join', clock.now, leaseEnd);
  await bot.receive(buildInbound('left', 'one'));
  clock.now = new Date(clock.now.getTime() + 1000);
  await bot.receive(buildInbound('left', 'two'));
  await bot.rest();
  expect(heard).toEqual([]);
  await opened.database.connection
    .collection<{ _id: string }>('sessions')
    .updateOne({ _id: left }, { $set: { movedTo: into } });
  await sessions.release(left, 'the join');
  await bot.drain(left);
  await bot.rest();
  expect(heard).toEqual([`${into} one`, `${into} two`]);
  expect(await inbox.listWaiting(left, 10)).toEqual([]);
  await bot.queue.stop(0);
});
