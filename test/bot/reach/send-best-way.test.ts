import { expect, test } from '@jest/globals';
import { createSendBestWay } from '../../../bot/reach/index.ts';
import { ChannelError, type Channel, type ChannelName } from '../../../bot/index.ts';
import { buildOutboxRow } from '../../support/build-message.ts';

const now = new Date('2026-03-02T02:00:00Z');
const down = async () => {
  throw new ChannelError('channel_down', '40001');
};

/** Brings one notice to somebody who is bound to these channels. */
async function bring(channels: readonly Channel[]) {
  const sendBestWay = createSendBestWay({
    ledgers: {
      find: async (personId) => ({ personId, version: 0, channels: {} }),
      reserve: async () => true,
      settle: async () => undefined,
    },
    channels: new Map(channels.map((channel) => [channel.name, channel])),
    hours: { isOpen: () => true, nextOpening: (at) => at },
    now: () => now,
    sayNews: async () => '有新进展',
    onSend: async () => undefined,
    onRefusal: () => undefined,
  });
  const fresh = buildOutboxRow({ kind: 'notice', channel: 'wecom' });
  const row = { ...fresh, status: 'claimed', attempts: 1 } as const;
  const words = { text: '已受理' };
  const addresses = channels.map(({ name }) => ({ channel: name, userId: `user-of-${name}` }));
  return sendBestWay({ first: row, rows: [row], words }, addresses);
}

const buildChannel = (name: ChannelName, send: Channel['send'] = async () => ({ at: now })) => ({
  name,
  send,
});

test('what a channel that is down cannot bring goes by another that the person is bound to', async () => {
  const sent = await bring([buildChannel('wecom', down), buildChannel('web-chat')]);
  expect(sent).toMatchObject({ kind: 'sent', channel: 'web-chat' });
});

test('where all are down it is tried again, and not kept for the next contact', async () => {
  const again = { kind: 'retry', code: 'channel_down' };
  expect(await bring([buildChannel('wecom', down)])).toEqual(again);
  expect(await bring([buildChannel('wecom', down), buildChannel('web-chat', down)])).toEqual(again);
});
