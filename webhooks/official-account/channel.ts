import { type Channel, toPlainText, type Words } from '../../bot/index.ts';
import { createSendParts, splitText } from '../wx-api/index.ts';
import type { OfficialAccountClient } from './client.ts';
import { createNudges, type NoticeTemplates } from './nudges.ts';

/** The bytes that one customer-service text may have. */
const TEXT_MAX_BYTES = 2048;

type ChannelOptions = {
  readonly client: OfficialAccountClient;
  readonly templates?: NoticeTemplates;
  readonly now: () => Date;
};

/** Pushes through customer-service messages. WeChat takes no key against repeats. */
export function createOfficialAccountChannel({
  client,
  now,
  templates = {},
}: ChannelOptions): Channel {
  const sendParts = createSendParts();
  return {
    name: 'official-account',
    async send(userId, words, key) {
      const parts = toParts(words);
      await sendParts(key, parts, (part) => client.sendText(userId, part, words.isAi));
      return { at: now() };
    },
    countMessages: (words) => Math.max(1, toParts(words).length),
    nudges: createNudges(client, templates),
    fetchMedia: client.getMedia,
    fetchPicture: client.getPicture,
  };
}

function toParts(words: Words): readonly string[] {
  return splitText(toPlainText(words), TEXT_MAX_BYTES);
}
