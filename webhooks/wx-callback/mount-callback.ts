import type { Router } from '@koa/router';
import {
  type HttpContext,
  HttpError,
  type HttpState,
  readRawBody,
} from '../../platform/http/index.ts';
import type { CallbackErrorCode } from '../wx-crypto/index.ts';

export type CallbackRoute<Opened> = {
  readonly path: string;
  /** Verifies the platform's check of the URL and gives what it wants to read. Throws CallbackError. */
  readonly check: (query: unknown) => string;
  /** Verifies the query before a byte of the body is read, then gives what opens the body. Both throw CallbackError. */
  readonly open: (query: unknown) => (body: Buffer) => Opened;
  /** What is said when there is nothing to say. */
  readonly nothing: 'success' | '';
  /** Acts on what was opened; the context already holds the `nothing` answer. */
  readonly take: (ctx: HttpContext, opened: Opened) => Promise<void>;
};

const bodyLimits = { maxBytes: 64 * 1024, timeoutMs: 3_000 };

/** An encrypted callback over HTTP: URL check (GET) and messages (POST). */
export function mountCallback<Opened>(
  router: Router<HttpState>,
  { path, check, open, nothing, take }: CallbackRoute<Opened>,
): void {
  router.get(path, refuseForged, (ctx) => {
    answerText(ctx, check(ctx.query));
  });
  router.post(path, refuseForged, async (ctx) => {
    const openBody = open(ctx.query);
    const opened = openBody(await readRawBody(ctx.req, bodyLimits));
    answerText(ctx, nothing);
    await take(ctx, opened);
  });
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
