import { Router } from '@koa/router';
import type { HttpState } from '../../platform/http/index.ts';
import {
  type AnswerOptions,
  answerMessage,
  type HashEvent,
  mountCallback,
} from '../wx-callback/index.ts';
import { CallbackError, createCallbackCrypto } from '../wx-crypto/index.ts';
import { type WecomMessage, WecomMessageSchema } from './message.ts';
import { toInbound } from './to-inbound.ts';
import { createOpenFields, openEcho } from './verify.ts';

export type WecomOptions = AnswerOptions & {
  readonly corpId: string;
  readonly agentId: number;
  readonly token: string;
  /** The current EncodingAESKey, then the previous. */
  readonly aesKeys: readonly string[];
  readonly hashEvent: HashEvent;
  readonly randomBytes: (size: number) => Buffer;
  /** Told once the press of a card's button is stored, with the code by which its buttons can be taken off. */
  readonly onCardUsed: (userId: string, responseCode: string) => void;
};

/** The callback of a WeCom app: URL check (GET) and encrypted messages (POST). */
export function createWecomRouter(options: WecomOptions): Router<HttpState> {
  const crypto = createCallbackCrypto({ ...options, receiveId: options.corpId });
  const openFields = createOpenFields(crypto, WecomMessageSchema);
  const router = new Router<HttpState>();
  mountCallback(router, {
    path: '/webhooks/wecom',
    nothing: '',
    check: (query) => openEcho(crypto, query),
    open(query) {
      const arrivedAt = options.now();
      const openBody = openFields(query);
      return (body) => ({ arrivedAt, ...openBody(body) });
    },
    async take(ctx, { arrivedAt, fields: message, seal }) {
      requireReceiver(message, options);
      const inbound = toInbound(message, options.hashEvent);
      if (inbound === undefined) return;
      const { FromUserName: to, ToUserName: from, ResponseCode } = message;
      await answerMessage(ctx, { inbound, arrivedAt, to, from, seal }, options);
      if (ResponseCode !== undefined) options.onCardUsed(to, ResponseCode);
    },
  });
  return router;
}

/** Another corporation's message, or another app's, is not for us whoever signed it. */
function requireReceiver(
  { ToUserName, AgentID }: WecomMessage,
  { corpId, agentId }: Pick<WecomOptions, 'corpId' | 'agentId'>,
): void {
  if (ToUserName !== corpId) throw new CallbackError('callback_forged', 'corp');
  if (AgentID !== undefined && AgentID !== String(agentId)) {
    throw new CallbackError('callback_forged', 'agent');
  }
}
