import type { Router } from '@koa/router';
import type { HttpContext, HttpState } from './app.ts';
import type { RawInput, Route } from './define-route.ts';
import { readJsonBody } from './parse-request.ts';
import { jsonBodyLimits } from './raw-body.ts';
import type { Caller, SetCookie } from './route.ts';

/** Says who calls, from cookie, token or nothing; throws to refuse outright (a forged cookie, a foreign origin). */
export type Identify = (ctx: HttpContext) => Promise<Caller>;

export const identifyNobody: Identify = async () => ({ kind: 'anyone' });

export type MountOptions = {
  readonly identify: Identify;
  /** True when people reach us over https. */
  readonly secureCookies?: boolean;
};

/** Mounts JSON routes: who calls, may they, parse, handle, present, and only listed fields leave. */
export function mountRoutes(
  router: Router<HttpState>,
  routes: readonly Route[],
  { identify, secureCookies = false }: MountOptions,
): void {
  for (const route of routes) {
    router[route.method](route.path, async (ctx) => {
      ctx.state.routeName = route.name;
      const caller = await identify(ctx);
      route.authorise(caller);
      const answer = await route.run(await toRawInput(ctx, ctx.params, route, caller));
      for (const cookie of answer.cookies) {
        ctx.append('Set-Cookie', toCookieHeader(cookie, secureCookies));
      }
      ctx.set('Cache-Control', 'no-store');
      ctx.status = answer.status;
      ctx.body = answer.status === 204 ? null : answer.body;
    });
  }
}

function toCookieHeader({ name, value, maxAgeS }: SetCookie, isSecure: boolean): string {
  const attributes = `Max-Age=${maxAgeS}; Path=/; HttpOnly; SameSite=Strict`;
  return `${name}=${encodeURIComponent(value)}; ${attributes}${isSecure ? '; Secure' : ''}`;
}

async function toRawInput(
  ctx: HttpContext,
  params: unknown,
  route: Route,
  caller: Caller,
): Promise<RawInput> {
  const maxBytes = route.maxBodyBytes ?? jsonBodyLimits.maxBytes;
  const body = route.body && (await readJsonBody(ctx.req, { ...jsonBodyLimits, maxBytes }));
  const { requestId, clientAddress } = ctx.state;
  return { params, query: { ...ctx.query }, body, caller, requestId, clientAddress };
}
