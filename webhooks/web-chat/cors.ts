import type Koa from 'koa';
import type { HttpState } from '../../platform/http/index.ts';

const prefix = '/webhooks/web-chat/';

/** Lets pages of the named sites, and no others, read answers of the web chat's own paths. */
export function allowOrigins(origins: readonly string[]): Koa.Middleware<HttpState> {
  const allowed = new Set(origins);
  return async function answerOrigin(ctx, next) {
    const origin = ctx.get('origin');
    if (!ctx.path.startsWith(prefix) || !allowed.has(origin)) {
      await next();
      return;
    }
    ctx.set('Access-Control-Allow-Origin', origin);
    ctx.vary('Origin');
    // The strict default of the edge would keep the answer from the very pages that are allowed here.
    ctx.set('Cross-Origin-Resource-Policy', 'cross-origin');
    if (ctx.method !== 'OPTIONS') {
      ctx.set('Access-Control-Expose-Headers', 'Retry-After');
      await next();
      return;
    }
    ctx.state.routeName = 'OPTIONS /webhooks/web-chat';
    ctx.set('Access-Control-Allow-Methods', 'GET, POST, DELETE');
    ctx.set(
      'Access-Control-Allow-Headers',
      'Authorization, Content-Type, Idempotency-Key, Last-Event-ID, X-File-Name',
    );
    ctx.set('Access-Control-Max-Age', '600');
    ctx.status = 204;
  };
}
