import { createHmac, randomBytes } from 'node:crypto';
import type { InboundMessage, PassiveAnswer, Receive } from '../../bot/index.ts';
import { createApp } from '../../platform/http/index.ts';
import {
  createOfficialAccountRouter,
  type OfficialAccountOptions,
} from '../../webhooks/official-account/index.ts';
import { testAccount } from './build-callback.ts';
import { buildLog } from './build-log.ts';
import { listenApp } from './listen-app.ts';

/** What the small walk below answers; undefined or '' for nothing. */
export type Answer = (message: InboundMessage) => Promise<string | undefined> | string | undefined;

/** A walk in a few lines: stores each id once, runs `answer` once for it, and tells what was confirmed. */
export function buildReceive(answer: Answer = () => undefined) {
  const handled: InboundMessage[] = [];
  const confirmed: string[] = [];
  const answers = new Map<string, Promise<string | undefined>>();
  const receive: Receive = async (message) => {
    const isNew = !answers.has(message.id);
    if (isNew) {
      handled.push(message);
      answers.set(message.id, Promise.resolve(message).then(answer));
    }
    async function waitForAnswer(): Promise<PassiveAnswer | undefined> {
      const text = await answers.get(message.id);
      if (text === undefined) return undefined;
      return { text, confirm: async () => void confirmed.push(message.id) };
    }
    return { isNew, personId: 'p1', waitForAnswer };
  };
  return { receive, handled, confirmed };
}

/** Serves the callback on loopback, with a walk of the test. */
export async function serveOfficialAccount(
  receive: Receive,
  options: Partial<OfficialAccountOptions> = {},
) {
  const { log, lines, text } = buildLog();
  const router = createOfficialAccountRouter({
    appId: testAccount.id,
    token: testAccount.token,
    aesKeys: [testAccount.aesKey],
    passiveReplyMs: 1_500,
    receive,
    hashEvent: (parts) => createHmac('sha256', 'test').update(parts.join('\n')).digest('hex'),
    now: () => new Date(),
    randomBytes,
    log,
    ...options,
  });
  const app = createApp({ log });
  app.use(router.routes());
  const server = await listenApp(app);
  return { ...server, lines, logText: text };
}
