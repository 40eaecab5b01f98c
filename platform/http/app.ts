import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import Koa from 'koa';
import helmet from 'koa-helmet';
import { createFindClientAddress, toLimitKey } from './client-address.ts';
import { HttpError } from './errors.ts';
import { lingerAfter } from './linger.ts';
import { describeError, type HttpLog, type LogFields } from './log.ts';
import { toProblem } from './problem.ts';

/** What the edge knows of each request; every route may read it. */
export type HttpState = {
  requestId: string;
  /** For rate limits only: the address, or its network where one person has a whole one. */
  clientAddress: string;
  /** The largest file that an upload may bring; the words that refuse a larger one name it. */
  maxUploadBytes: number;
  /** The route's pattern, for logs and metrics; never the path, which may hold a number or a name. */
  routeName?: string;
  /** Why the request was refused or failed, for its log line: codes only. */
  failure?: LogFields;
};
export type HttpApp = Koa<HttpState>;
export type HttpContext = Koa.ParameterizedContext<HttpState>;

/** One finished request, for the metrics. */
export type Observe = (request: {
  readonly route: string;
  readonly method: string;
  readonly status: number;
  readonly ms: number;
}) => void;

export type AppOptions = {
  readonly log: HttpLog;
  /** Addresses or CIDR ranges of proxies whose `X-Forwarded-For` counts. */
  readonly trustedProxies?: readonly string[];
  readonly observe?: Observe;
  /** MEDIA_MAX_MB in bytes. */
  readonly maxUploadBytes?: number;
};

const maxUploadBytesDefault = 10 * 1024 * 1024;

/** A Koa app with everything around the routes: ids, log lines, security headers, problems. Mount routers on it. */
export function createApp(options: AppOptions): HttpApp {
  const { log, trustedProxies = [], observe, maxUploadBytes = maxUploadBytesDefault } = options;
  const app: HttpApp = new Koa<HttpState>();
  app.on('error', (error: unknown) => logStreamError(log, error));
  app.use(identifyRequest(createFindClientAddress(trustedProxies), maxUploadBytes));
  app.use(logRequest(log, observe));
  app.use(secureHeaders());
  app.use(answerProblem());
  return app;
}

type Middleware = Koa.Middleware<HttpState>;

/** An id from outside is taken only in the form of a UUID: free text could carry a phone number into the log. */
const incomingId = /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i;

function identifyRequest(
  findClientAddress: ReturnType<typeof createFindClientAddress>,
  maxUploadBytes: number,
): Middleware {
  return async function identify(ctx, next) {
    const given = ctx.get('x-request-id');
    ctx.state.requestId = incomingId.test(given) ? given : randomUUID();
    ctx.state.clientAddress = toLimitKey(
      findClientAddress(ctx.req.socket.remoteAddress, ctx.get('x-forwarded-for') || undefined),
    );
    ctx.state.maxUploadBytes = maxUploadBytes;
    ctx.set('X-Request-Id', ctx.state.requestId);
    await next();
  };
}

function logRequest(log: HttpLog, observe: Observe | undefined): Middleware {
  return async function logAfterwards(ctx, next) {
    const startedAt = performance.now();
    await next();
    const ms = Math.round((performance.now() - startedAt) * 10) / 10;
    const route = findRouteName(ctx);
    const { requestId, failure } = ctx.state;
    log[toLevel(ctx)]({ requestId, route, status: ctx.status, ms, ...failure }, 'request');
    observe?.({ route, method: ctx.method, status: ctx.status, ms });
  };
}

function toLevel(ctx: HttpContext): 'info' | 'warn' | 'error' {
  if (ctx.state.failure === undefined) return 'info';
  return ctx.status >= 500 ? 'error' : 'warn';
}

/** Strictest by default, for JSON; a page sets its own policy over it. */
function secureHeaders(): Koa.Middleware {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { 'default-src': ["'none'"], 'frame-ancestors': ["'none'"] },
    },
    xFrameOptions: { action: 'deny' },
    referrerPolicy: { policy: 'no-referrer' },
  });
}

function answerProblem(): Middleware {
  return async function answerErrors(ctx, next) {
    try {
      await next();
      refuseUnanswered(ctx);
    } catch (error) {
      const problem = toProblem(error, ctx.state.requestId);
      ctx.state.failure = {
        ...ctx.state.failure,
        ...(problem.status >= 500 && describeError(findCause(error))),
        problem: problem.code,
      };
      if (ctx.headerSent) return;
      ctx.status = problem.status;
      ctx.body = problem;
      ctx.type = 'application/problem+json';
      ctx.set('Cache-Control', 'no-store');
      if (problem.retryAfterS !== undefined) ctx.set('Retry-After', String(problem.retryAfterS));
      lingerAfter(ctx.req, ctx.res);
    }
  };
}

/** What is behind a problem of ours: a foreign error that it was thrown for, or itself. */
function findCause(error: unknown): unknown {
  const hasCause = typeof error === 'object' && error !== null && 'cause' in error;
  return hasCause ? error.cause : error;
}

function refuseUnanswered(ctx: HttpContext): void {
  const isAnswered =
    ctx.status !== 404 || (ctx.body !== undefined && ctx.body !== null) || ctx.headerSent;
  if (isAnswered || ctx.respond === false) return;
  const allowed = [...new Set(findMatched(ctx).flatMap((layer) => layer.methods))];
  if (allowed.length === 0 || allowed.includes(ctx.method)) throw new HttpError('not_found');
  ctx.set('Allow', allowed.join(', '));
  throw new HttpError('method_not_allowed', { allowed });
}

function findRouteName(ctx: HttpContext): string {
  if (ctx.state.routeName !== undefined) return ctx.state.routeName;
  const pattern: unknown = Reflect.get(ctx, '_matchedRoute');
  return typeof pattern === 'string' ? pattern : 'unmatched';
}

/** The layers of all routers whose path fits, as @koa/router leaves them on the context. */
function findMatched(ctx: HttpContext): readonly { readonly methods: readonly string[] }[] {
  const matched: unknown = Reflect.get(ctx, 'matched');
  return Array.isArray(matched) ? matched : [];
}

/** Everybody who closes a page with an open stream causes one of these. */
const clientLeft = new Set(['ERR_STREAM_PREMATURE_CLOSE', 'ECONNRESET', 'EPIPE', 'ECANCELED']);

function logStreamError(log: HttpLog, error: unknown): void {
  const description = describeError(error);
  if (clientLeft.has(String(description['code']))) return;
  log.error(description, 'response failed');
}
