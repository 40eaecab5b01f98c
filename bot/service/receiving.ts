import { passiveTextMaxBytes } from '../../webhooks/wx-callback/index.ts';
import type { ChannelName } from '../message.ts';
import { createReceive } from '../receive.ts';
import type { Bell, OutboxStore } from '../stores.ts';
import type { openChannelFigures } from './channel-figures.ts';
import type { House } from './house.ts';

const maxWaitingRequests = 50;
/** How much a passive answer may hold. */
const passiveBytes = new Map<ChannelName, number>([
  ['official-account', passiveTextMaxBytes],
  ['wecom', passiveTextMaxBytes],
  // Only for the welcome, whose words must leave within seconds.
  ['wecom-kf', passiveTextMaxBytes],
]);

type ReceivingPorts = {
  readonly outbox: OutboxStore;
  readonly drain: Parameters<typeof createReceive>[0]['drain'];
  readonly bell: Bell;
  readonly figures: Pick<ReturnType<typeof openChannelFigures>, 'watchReceive'>;
};

/** Step 4, counted for the page of channels. */
export function openReceiving(
  { directory, inbox, now, onError }: House,
  { outbox, drain, bell, figures }: ReceivingPorts,
) {
  return figures.watchReceive(
    createReceive({
      directory,
      inbox,
      outbox,
      drain,
      bell,
      now,
      onError,
      maxWaiting: maxWaitingRequests,
      passive: passiveBytes,
    }),
  );
}
