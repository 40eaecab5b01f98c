import { type Channel, toPlainText } from '../../bot/index.ts';
import { createSendParts, splitText } from '../wx-api/index.ts';
import type { OfficialAccountClient } from './client.ts';

/** The bytes that one customer-service text may have. */
const TEXT_MAX_BYTES = 2048;

type ChannelOptions = {
  readonly client: OfficialAccountClient;
  readonly now: () => Date;
};

/** Pushes through customer-service messages. WeChat takes no key against repeats. */
export function createOfficialAccountChannel({ client, now }: ChannelOptions): Channel {
  const sendParts = createSendParts();
  return {
    name: 'official-account',
    async send(userId, words, key) {
      const parts = splitText(toPlainText(words), TEXT_MAX_BYTES);
      await sendParts(key, parts, (part) => client.sendText(userId, part, words.isAi));
      return { at: now() };
    },
    fetchMedia: client.getMedia,
  };
}
