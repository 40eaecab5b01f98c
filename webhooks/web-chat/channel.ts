import type { Channel, Directory, News } from '../../bot/index.ts';

type ChannelPorts = {
  readonly identify: Directory['identify'];
  readonly news: Pick<News, 'announce'>;
  readonly now: () => Date;
};

/**
 * The web chat as a channel: the line that deliver appends to the transcript is the message itself,
 * so sending only rings the open streams; who is away reads it at the next visit. A repeat has no effect.
 */
export function createWebChatChannel({ identify, news, now }: ChannelPorts): Channel {
  return {
    name: 'web-chat',
    async send(userId, _words, key) {
      news.announce(await identify({ channel: 'web-chat', userId }));
      return { at: now(), platformId: key };
    },
  };
}
