import { createApp, listen } from '../../platform/http/index.ts';
import { createWebChat, type WebChatOptions } from '../../webhooks/web-chat/index.ts';
import { buildChatBackstage, type ChatBackstage } from './build-chat-ports.ts';

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

export type ServedChat = {
  readonly url: string;
  readonly port: number;
  readonly backstage: ChatBackstage;
  readonly stop: () => Promise<void>;
};

/** The web chat alone on a loopback port, over what `backstage` remembers. */
export async function serveChat({
  backstage = buildChatBackstage(),
  port = 0,
  ...options
}: Partial<WebChatOptions> & {
  readonly backstage?: ChatBackstage;
  readonly port?: number;
} = {}): Promise<ServedChat> {
  const chat = createWebChat(backstage.ports, {
    key: Buffer.alloc(32, 7),
    origins: [],
    pageFolder: 'dist/webhooks/web-chat/page',
    ...options,
  });
  const app = createApp({ log: silent });
  chat.mount(app);
  const server = await listen(app, { host: '127.0.0.1', port });
  return {
    url: `http://127.0.0.1:${server.port}`,
    port: server.port,
    backstage,
    async stop() {
      chat.closeStreams();
      await server.stop(0);
    },
  };
}
