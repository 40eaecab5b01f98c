import { Router } from '@koa/router';
import type { HttpState } from '../../platform/http/index.ts';
import {
  type AnswerOptions,
  answerMessage,
  type HashEvent,
  mountCallback,
} from '../wx-callback/index.ts';
import { createCallbackCrypto } from '../wx-crypto/index.ts';
import { createRequireOriginalId } from './original-id.ts';
import { toInbound } from './to-inbound.ts';
import { openCallback, verifyCallbackQuery } from './verify.ts';

export type OfficialAccountOptions = AnswerOptions & {
  readonly appId: string;
  readonly token: string;
  /** The current EncodingAESKey, then the previous. */
  readonly aesKeys: readonly string[];
  /** The account's `gh_…` id; learnt from the first valid message when unset. */
  readonly originalId?: string | undefined;
  readonly onOriginalId?: (originalId: string) => void;
  readonly hashEvent: HashEvent;
  readonly randomBytes: (size: number) => Buffer;
};

/** The callback of the official account: URL check (GET) and encrypted messages (POST). */
export function createOfficialAccountRouter(options: OfficialAccountOptions): Router<HttpState> {
  const crypto = createCallbackCrypto({ ...options, receiveId: options.appId });
  const requireOriginalId = createRequireOriginalId(options.originalId, options.onOriginalId);
  const router = new Router<HttpState>();
  mountCallback(router, {
    path: '/webhooks/official-account',
    nothing: 'success',
    check: (query) => verifyCallbackQuery(crypto, query).echostr,
    open(rawQuery) {
      const arrivedAt = options.now();
      const query = verifyCallbackQuery(crypto, rawQuery);
      return (body) => ({ arrivedAt, ...openCallback(crypto, query, body) });
    },
    async take(ctx, { arrivedAt, message, seal }) {
      const { FromUserName: to, ToUserName: from } = message;
      requireOriginalId(from);
      const inbound = toInbound(message, options.hashEvent);
      if (inbound === undefined) return;
      await answerMessage(ctx, { inbound, arrivedAt, to, from, seal }, options);
    },
  });
  return router;
}
