import { createWebChat } from '../../webhooks/web-chat/index.ts';
import type { Channel } from '../channel.ts';
import type { ChannelName } from '../message.ts';
import type { Receive } from '../receive.ts';
import type { House } from './house.ts';
import { pageFolders } from './page-folders.ts';

type WebChatParts = {
  readonly channels: Map<ChannelName, Channel>;
  readonly receive: Receive;
};

/** Our own page: always on. */
export function openWebChat(house: House, { channels, receive }: WebChatParts) {
  const { endedSessions: ended, secrets, config } = house;
  const webChat = createWebChat(
    { ...house, receive, ended },
    {
      key: secrets.webChatKey,
      origins: config.webChatOrigins,
      pageFolder: pageFolders.webChat,
    },
  );
  channels.set('web-chat', webChat.channel);
  return webChat;
}
