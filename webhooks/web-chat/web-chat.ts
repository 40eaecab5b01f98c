import { Router } from '@koa/router';
import type {
  Channel,
  Directory,
  FileStore,
  News,
  Receive,
  TranscriptStore,
} from '../../bot/index.ts';
import {
  createPage,
  mountRoutes,
  type HttpApp,
  type HttpState,
  type Route,
} from '../../platform/http/index.ts';
import { createAuthorise, type EndedSessions } from './authorise.ts';
import { createWebChatChannel } from './channel.ts';
import { allowOrigins } from './cors.ts';
import { mountEvents } from './mount-events.ts';
import { mountFiles } from './mount-files.ts';
import { chatLimits, createChatRates, type ChatLimits } from './rates.ts';
import { createChatRoutes } from './routes.ts';
import { createToInbound } from './to-inbound.ts';
import { createSessionTokens } from './token.ts';

const heartbeatMsDefault = 15_000;

type WebChatPorts = {
  readonly receive: Receive;
  readonly directory: Pick<Directory, 'identify' | 'identifyAnew'>;
  readonly transcript: Pick<TranscriptStore, 'listAfter'>;
  readonly files: Pick<FileStore, 'save' | 'find' | 'openWorkingCopy'>;
  readonly news: News;
  readonly ended: EndedSessions;
  readonly now: () => Date;
};

export type WebChatOptions = {
  /** 32 bytes derived for this use alone. */
  readonly key: Buffer;
  /** Sites that may embed the chat and call it (WEB_CHAT_ORIGINS). */
  readonly origins: readonly string[];
  /** The folder of the built page. */
  readonly pageFolder: string;
  readonly limits?: ChatLimits;
  readonly heartbeatMs?: number;
};

type WebChat = {
  readonly channel: Channel;
  /** For the API's description; `mount` mounts them. */
  readonly routes: readonly Route[];
  /** Mounts all paths under /webhooks/web-chat and /chat. */
  readonly mount: (app: HttpApp) => void;
  /** Ends all open streams; their pages come back by themselves. */
  readonly closeStreams: () => void;
};

/** The web chat: token, JSON routes, event stream, files, page, and the channel that deliver sends through. */
export function createWebChat(ports: WebChatPorts, options: WebChatOptions): WebChat {
  const { receive, directory, transcript, files, news, ended, now } = ports;
  const { key, origins, pageFolder, heartbeatMs = heartbeatMsDefault } = options;
  const tokens = createSessionTokens(key, now);
  const toInbound = createToInbound(key);
  const rates = createChatRates(options.limits ?? chatLimits);
  const authorise = createAuthorise({ tokens, ended, directory, key });
  const router = new Router<HttpState>();

  const { listAfter } = transcript;
  const streams = mountEvents(router, { authorise, listAfter, news, heartbeatMs });
  async function endSession(sessionId: string): Promise<void> {
    await authorise.endSession(sessionId);
    streams.closeSession(sessionId);
  }
  const routes = createChatRoutes({ tokens, toInbound, rates, receive, endSession, now });
  mountRoutes(router, routes, { identify: (ctx) => authorise.identify(ctx.get('authorization')) });
  mountFiles(router, { authorise, rates, toInbound, receive, files, now });
  const page = createPage({
    prefix: '/chat',
    folder: pageFolder,
    frameAncestors: origins,
    sharedFiles: ['embed.js'],
  });

  return {
    channel: createWebChatChannel({ identify: directory.identify, news, now }),
    routes,
    mount(app) {
      app.use(allowOrigins(origins)).use(router.routes()).use(page);
    },
    closeStreams: streams.closeAll,
  };
}
