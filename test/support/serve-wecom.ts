import { createHmac, randomBytes } from 'node:crypto';
import type { Receive } from '../../bot/index.ts';
import { createApp } from '../../platform/http/index.ts';
import { createWecomRouter, type WecomOptions } from '../../webhooks/wecom/index.ts';
import { createWecomKfRouter, type WecomKfOptions } from '../../webhooks/wecom-kf/index.ts';
import { buildLog } from './build-log.ts';
import { appAccount, kfAccount } from './build-wecom-callback.ts';
import { testCorp } from './fake-wecom.ts';
import { listenApp } from './listen-app.ts';

export const hashForTest = (parts: readonly string[]): string =>
  createHmac('sha256', 'test').update(parts.join('\n')).digest('hex');

/** Serves the app's callback on loopback, with a walk of the test. */
export async function serveWecom(receive: Receive, options: Partial<WecomOptions> = {}) {
  const { log, lines, text } = buildLog();
  const usedCards: { readonly userId: string; readonly responseCode: string }[] = [];
  const router = createWecomRouter({
    corpId: testCorp.corpId,
    agentId: testCorp.agentId,
    token: appAccount.token,
    aesKeys: [appAccount.aesKey],
    passiveReplyMs: 1_500,
    receive,
    hashEvent: hashForTest,
    onCardUsed: (userId, responseCode) => void usedCards.push({ userId, responseCode }),
    now: () => new Date(),
    randomBytes,
    log,
    ...options,
  });
  const app = createApp({ log });
  app.use(router.routes());
  return { ...(await listenApp(app)), lines, logText: text, usedCards };
}

/** Serves customer service's callback on loopback; keeps which pulls it asked for. */
export async function serveWecomKf(options: Partial<WecomKfOptions> = {}) {
  const { log, lines, text } = buildLog();
  const pulls: { readonly openKfId: string; readonly token: string | undefined }[] = [];
  const router = createWecomKfRouter({
    corpId: testCorp.corpId,
    token: kfAccount.token,
    aesKeys: [kfAccount.aesKey],
    cursors: { note: async () => {} },
    pullSoon: (openKfId, token) => void pulls.push({ openKfId, token }),
    now: () => new Date(),
    randomBytes,
    ...options,
  });
  const app = createApp({ log });
  app.use(router.routes());
  return { ...(await listenApp(app)), lines, logText: text, pulls };
}
