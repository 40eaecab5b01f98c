import { expect, test } from '@jest/globals';
import type { ChannelName, InboxRow } from '../../bot/index.ts';
import { createWelcome } from '../../bot/welcome.ts';

const text = { kind: 'text', text: '进度' } as const;

function meet() {
  const touched: string[] = [];
  let at = new Date('2026-03-02T01:00:00Z');
  const welcome = createWelcome({
    outbox: { releaseHeld: async () => [] },
    directory: {
      touch: async (_, channel) => void touched.push(channel),
      unbind: async () => undefined,
    },
    ledgers: { note: async () => undefined },
    now: () => at,
  });
  return {
    touched,
    wait: (ms: number) => void (at = new Date(at.getTime() + ms)),
    write: (channel: ChannelName, content: InboxRow['content'] = text) =>
      welcome({
        id: `${channel}-m-1`,
        personId: 'p1',
        channel,
        content,
        sentAt: at,
        arrivedAt: at,
        traceId: 'trace',
        status: 'waiting',
        attempts: 0,
      }),
  };
}

test('a channel that somebody goes on using is noted once in ten minutes', async () => {
  const { touched, wait, write } = meet();
  await write('web-chat');
  await write('web-chat');
  expect(touched).toEqual(['web-chat']);
  wait(600_000);
  await write('web-chat');
  expect(touched).toEqual(['web-chat', 'web-chat']);
});

test('whoever goes back and forth between two channels is found in the one used last', async () => {
  const { touched, write } = meet();
  await write('official-account');
  await write('web-chat');
  await write('official-account');
  expect(touched).toEqual(['official-account', 'web-chat', 'official-account']);
});

test('a follow is noted at once, so that it binds what was left', async () => {
  const { touched, write } = meet();
  await write('official-account');
  await write('official-account', { kind: 'event', name: 'unfollow' });
  await write('official-account', { kind: 'event', name: 'follow' });
  expect(touched).toEqual(['official-account', 'official-account']);
});
