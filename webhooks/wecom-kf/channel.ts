import type { Channel } from '../../bot/index.ts';
import { createSendParts } from '../wx-api/index.ts';
import { toCustomer } from './address.ts';
import type { WecomKfClient } from './client.ts';
import { toParts } from './menu.ts';
import { hashKey, toSendId } from './send-id.ts';

type ChannelOptions = {
  readonly client: Pick<WecomKfClient, 'send' | 'getMedia'>;
  readonly now: () => Date;
};

/**
 * Pushes to a customer by the account that they wrote to. The platform knows each part by the row's key, so
 * a repeat has no effect, and names it again when it could not bring it to the customer.
 */
export function createWecomKfChannel({ client, now }: ChannelOptions): Channel {
  const sendParts = createSendParts();
  return {
    name: 'wecom-kf',
    async send(userId, words, key) {
      const platformId = hashKey(key);
      await sendParts(key, toParts(words), (part, index) =>
        client.send(toCustomer(userId), toSendId(platformId, index), part),
      );
      return { at: now(), platformId };
    },
    countMessages: (words) => toParts(words).length,
    fetchMedia: client.getMedia,
  };
}
