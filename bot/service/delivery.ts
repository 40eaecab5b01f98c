import { randomUUID } from 'node:crypto';
import type { Channel } from '../channel.ts';
import { createDeliver } from '../deliver.ts';
import type { ChannelName } from '../message.ts';
import type { OutboxStore, Render } from '../stores.ts';
import type { TakeBack } from '../take-back.ts';
import type { openChannelFigures } from './channel-figures.ts';
import type { House } from './house.ts';
import type { openReach } from './reach.ts';

const pushClaimMs = 15_000;

type DeliveryPorts = Pick<ReturnType<typeof openReach>, 'ledgers' | 'hours'> & {
  readonly outbox: OutboxStore;
  readonly channels: ReadonlyMap<ChannelName, Channel>;
  readonly figures: ReturnType<typeof openChannelFigures>;
  readonly render: Render;
  readonly takeBackEarly: TakeBack['takeBackEarly'];
};

/** Step 10: what is due goes out, by the best way that is open. */
export function openDelivery(
  { directory, transcript, sessions, news, log, now }: House,
  { figures, ...ports }: DeliveryPorts,
) {
  return createDeliver({
    ...ports,
    directory,
    transcript,
    now,
    announce: (personId) => news.announce(personId),
    newOwner: randomUUID,
    claimMs: pushClaimMs,
    speechOf: async (personId) => (await sessions.find(personId)) ?? { language: 'zh-CN' },
    onFailure(code, outboxId, detail, channel) {
      figures.noteFailure(channel, code, detail);
      // A channel that is down needs a person: wrong secret, address not allowed, account limited.
      const level = code === 'channel_down' ? 'error' : 'warn';
      log[level]({ code, outboxId, detail, channel }, 'not delivered');
    },
  });
}
