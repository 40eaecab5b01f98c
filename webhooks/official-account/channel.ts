import { type Channel, toPlainText } from '../../bot/index.ts';
import type { OfficialAccountClient } from './client.ts';
import { splitText } from './split-text.ts';

/** The bytes that one customer-service text may have. */
const TEXT_MAX_BYTES = 2048;
/** Half-sent rows that are remembered; a row beyond that starts over when it is tried again. */
const MAX_HALF_SENT = 1_000;

type ChannelOptions = {
  readonly client: OfficialAccountClient;
  readonly now: () => Date;
};

/**
 * Pushes through customer-service messages. WeChat takes no key against repeats, so a long text that
 * failed midway goes on, within this process, with the part that failed.
 */
export function createOfficialAccountChannel({ client, now }: ChannelOptions): Channel {
  const sentParts = new Map<string, number>();
  return {
    name: 'official-account',
    async send(userId, words, key) {
      const parts = splitText(toPlainText(words), TEXT_MAX_BYTES);
      const firstUnsent = sentParts.get(key) ?? 0;
      for (const [index, part] of parts.entries()) {
        if (index < firstUnsent) continue;
        await client.sendText(userId, part);
        remember(sentParts, key, index + 1);
      }
      sentParts.delete(key);
      return { at: now() };
    },
    fetchMedia: client.getMedia,
  };
}

function remember(sentParts: Map<string, number>, key: string, count: number): void {
  sentParts.set(key, count);
  const oldest = sentParts.keys().next().value;
  if (sentParts.size > MAX_HALF_SENT && oldest !== undefined) sentParts.delete(oldest);
}
