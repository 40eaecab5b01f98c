import { createFetch, type HttpApp } from '../../platform/http/index.ts';
import { createIntakeChannel, createIntakeRouter } from '../../webhooks/intake/index.ts';
import type { Channel } from '../channel.ts';
import type { ChannelName } from '../message.ts';
import type { Receive } from '../receive.ts';
import type { House } from './house.ts';

type IntakeParts = {
  readonly channels: Map<ChannelName, Channel>;
  readonly receive: Receive;
};

/** Signed intake from other systems, where there are keys for it; callbacks go through the proxy like all else. */
export async function openIntake(house: House, { channels, receive }: IntakeParts) {
  const { config, directory, people, inbox, secrets, now } = house;
  const { intakeKeys: keys, intakeCallbacks: callbacks } = config;
  if (keys.size === 0) return { mount: () => undefined };
  const fetch = await createFetch(config.httpsProxy);
  channels.set('intake', createIntakeChannel({ keys, callbacks, fetch, now }));
  const router = createIntakeRouter({
    keys,
    receive,
    findStored: async (messageId) => (await inbox.find(messageId))?.content,
    async saveReporter(address, reporter) {
      await people.saveContact(await directory.identify(address), reporter);
    },
    hash: (...parts) => secrets.digests.shortDigest('event-id', 'intake', ...parts),
    now,
  });
  return { mount: (app: HttpApp): void => void app.use(router.routes()) };
}
