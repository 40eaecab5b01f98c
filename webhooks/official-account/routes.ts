import { Router } from '@koa/router';
import type { InboundMessage, Receive, Stored } from '../../bot/index.ts';
import {
  type HttpContext,
  HttpError,
  type HttpLog,
  type HttpState,
  readRawBody,
} from '../../platform/http/index.ts';
import {
  type CallbackErrorCode,
  createCallbackCrypto,
  toTextReplyXml,
} from '../wx-crypto/index.ts';
import { createRequireOriginalId } from './original-id.ts';
import { confirmOnceWritten, waitForAnswer } from './passive-answer.ts';
import { type HashEvent, toInbound } from './to-inbound.ts';
import { openCallback, verifyCallbackQuery } from './verify.ts';

export type OfficialAccountOptions = {
  readonly appId: string;
  readonly token: string;
  /** The current EncodingAESKey, then the previous. */
  readonly aesKeys: readonly string[];
  /** The account's `gh_…` id; learnt from the first valid message when unset. */
  readonly originalId?: string | undefined;
  readonly onOriginalId?: (originalId: string) => void;
  /** How long a request may wait for its answer; 0 never waits. */
  readonly passiveReplyMs: number;
  readonly receive: Receive;
  readonly hashEvent: HashEvent;
  readonly now: () => Date;
  readonly randomBytes: (size: number) => Buffer;
  readonly log: HttpLog;
};

const path = '/webhooks/official-account';
const bodyLimits = { maxBytes: 64 * 1024, timeoutMs: 3_000 };

/** The callback of the official account: URL check (GET) and encrypted messages (POST). */
export function createOfficialAccountRouter(options: OfficialAccountOptions): Router<HttpState> {
  const { now, log, passiveReplyMs } = options;
  const crypto = createCallbackCrypto({ ...options, receiveId: options.appId });
  const requireOriginalId = createRequireOriginalId(options.originalId, options.onOriginalId);
  const router = new Router<HttpState>();

  router.get(path, refuseForged, (ctx) => {
    answerText(ctx, verifyCallbackQuery(crypto, ctx.query).echostr);
  });

  router.post(path, refuseForged, async (ctx) => {
    const arrivedAt = now();
    const query = verifyCallbackQuery(crypto, ctx.query);
    const { message, seal } = openCallback(crypto, query, await readRawBody(ctx.req, bodyLimits));
    requireOriginalId(message.ToUserName);
    const inbound = toInbound(message, options.hashEvent);
    answerText(ctx, 'success');
    if (inbound === undefined) return;
    const stored = await store(options.receive, inbound);
    const answer = await waitForAnswer(stored, { arrivedAt, now, passiveReplyMs, log });
    if (answer === undefined) return;
    const { FromUserName: to, ToUserName: from } = message;
    ctx.body = seal(toTextReplyXml({ to, from, at: now(), text: answer.text }));
    ctx.type = 'application/xml';
    confirmOnceWritten(ctx.res, answer, log);
  });
  return router;
}

/** What is not durable is not acknowledged: neither 200 nor `success`, so WeChat comes again. */
async function store(receive: Receive, inbound: InboundMessage): Promise<Stored> {
  try {
    return await receive(inbound);
  } catch (error) {
    throw new HttpError('message_not_stored', {}, { cause: error });
  }
}

/** A forger gets 403 and nothing else, whichever check failed; the log gets the reason. */
async function refuseForged(ctx: HttpContext, next: () => Promise<unknown>): Promise<void> {
  try {
    await next();
  } catch (error) {
    const refusal = findRefusal(error);
    if (refusal === undefined) throw error;
    ctx.state.failure = refusal;
    if (refusal.code === 'callback_malformed') throw new HttpError('request_invalid');
    answerText(ctx, '', 403);
  }
}

function findRefusal(
  error: unknown,
): { readonly code: CallbackErrorCode; readonly reason: string } | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  if (!('code' in error) || !('reason' in error)) return undefined;
  const { code, reason } = error;
  const isRefusal = code === 'callback_forged' || code === 'callback_malformed';
  return isRefusal ? { code, reason: String(reason) } : undefined;
}

function answerText(ctx: HttpContext, text: string, status = 200): void {
  ctx.status = status;
  ctx.body = text;
  ctx.type = 'text/plain';
}
