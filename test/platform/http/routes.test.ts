import { afterEach, describe, expect, it } from '@jest/globals';
import { Router } from '@koa/router';
import { z } from 'zod';
import {
  createApp,
  defineRoute,
  type HttpState,
  type Identify,
  identifyNobody,
  mountRoutes,
  type Route,
  type RouteSpec,
  toOpenApi,
} from '../../../platform/http/index.ts';
import { buildLog } from '../../support/build-log.ts';
import { listenApp } from '../../support/listen-app.ts';

let server: Awaited<ReturnType<typeof listenApp>> | undefined;
afterEach(async () => server?.stop());

async function serve(routes: readonly Route[], identify: Identify = identifyNobody) {
  const { log, text } = buildLog();
  const router = new Router<HttpState>();
  mountRoutes(router, routes, { identify });
  const app = createApp({ log });
  app.use(router.routes());
  server = await listenApp(app);
  return { fetch: server.fetch, logText: text };
}

const identifyClerk: Identify = async () => ({
  kind: 'staff',
  accountId: 'a1',
  name: 'Clerk',
  roles: ['clerk'],
  sessionId: 's1',
});

const greetSpec = {
  method: 'post',
  path: '/greet/:number',
  summary: 'Greets',
  audience: 'citizen',
  policy: () => true,
  params: z.object({ number: z.string().max(5) }),
  query: z.object({ page: z.coerce.number().int().default(1) }),
  body: z.object({ name: z.string().max(10), tags: z.array(z.string()).optional() }),
  response: z.object({ greeting: z.string() }),
  handle: async ({ params, query, body }) => ({
    text: `${body.name} ${params.number} ${query.page}`,
    phone: '13800000000',
  }),
  present: ({ text, phone }) => ({ greeting: text, phone }),
} satisfies RouteSpec<
  { number: string },
  { page: number },
  { name: string; tags?: string[] | undefined },
  { text: string; phone: string }
>;
const greet = defineRoute(greetSpec);

function postJson(body: unknown, headers = {}): RequestInit {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return {
    method: 'POST',
    body: text,
    headers: { 'content-type': 'application/json', ...headers },
  };
}

describe('describing a route', () => {
  it.each(['audience', 'policy', 'present', 'response'] as const)(
    'refuses to start without %s',
    (part) => {
      const { [part]: _, ...rest } = greetSpec;
      expect(() => Reflect.apply(defineRoute, undefined, [rest])).toThrow(
        `route POST /greet/:number has no ${part}`,
      );
    },
  );

  it.each([
    ['/properties/a', z.object({ a: z.unknown() })],
    ['additionalProperties', z.looseObject({ a: z.string() })],
    ['items', z.object({ list: z.array(z.any()) })],
    ['', z.unknown()],
  ])('refuses to start when the response is open at %s', (_, response) => {
    expect(() => defineRoute({ ...greetSpec, response })).toThrow('lets anything through');
  });

  it('accepts records, unions and recursive lists of named fields', () => {
    const response = z.object({
      counts: z.record(z.string(), z.number()),
      answer: z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('a') }),
        z.object({ kind: z.literal('b'), at: z.iso.datetime() }),
      ]),
      note: z.string().nullable().optional(),
    });
    expect(() => defineRoute({ ...greetSpec, response })).not.toThrow();
  });
});

describe('a mounted route', () => {
  it('parses, handles, presents and lets only listed fields out', async () => {
    const { fetch } = await serve([greet]);
    const response = await fetch('/greet/12?page=3', postJson({ name: 'Li', extra: 1 }));
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await response.json()).toEqual({ greeting: 'Li 12 3' });
  });

  it('names the wrong fields and never repeats their values', async () => {
    const { fetch, logText } = await serve([greet]);
    const response = await fetch('/greet/12', postJson({ name: 'canary-13800000000', tags: [1] }));
    expect(response.status).toBe(400);
    const problem = await response.json();
    expect(problem).toMatchObject({
      code: 'request_invalid',
      fields: [
        { path: 'body.name', rule: 'too_big' },
        { path: 'body.tags.0', rule: 'invalid_type' },
      ],
    });
    expect(JSON.stringify(problem) + logText()).not.toContain('13800000000');
  });

  it.each([
    ['broken JSON', postJson('{"name":'), 400, 'request_not_json'],
    [
      'a form',
      { method: 'POST', body: new URLSearchParams('name=Li') },
      415,
      'request_type_refused',
    ],
    ['an oversized body', postJson({ name: 'x'.repeat(70_000) }), 413, 'request_too_large'],
    ['an array', postJson([]), 400, 'request_invalid'],
    ['a polluting key', postJson('{"__proto__":{"admin":true}}'), 400, 'request_invalid'],
  ])('refuses %s', async (_, init, status, code) => {
    const { fetch } = await serve([greet]);
    const response = await fetch('/greet/12', init);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ code });
  });

  it('refuses a repeated query parameter where one is due', async () => {
    const { fetch } = await serve([greet]);
    const response = await fetch('/greet/12?page=1&page=2', postJson({ name: 'Li' }));
    expect(await response.json()).toMatchObject({ fields: [{ path: 'query.page' }] });
  });

  it('asks a stranger to sign in and turns the wrong role away', async () => {
    const guarded = defineRoute({
      ...greetSpec,
      policy: (caller) => caller.kind === 'staff' && caller.roles.includes('leader'),
    });
    const stranger = await serve([guarded]);
    const refused = await stranger.fetch('/greet/1', postJson({ name: 'Li' }));
    expect(refused.status).toBe(401);
    expect(await refused.json()).toMatchObject({ code: 'sign_in_required' });
    await server?.stop();
    const clerk = await serve([guarded], identifyClerk);
    const forbidden = await clerk.fetch('/greet/1', postJson({ name: 'Li' }));
    expect(forbidden.status).toBe(403);
    expect(await forbidden.json()).toMatchObject({ code: 'not_permitted' });
  });

  it('checks who calls before it reads the body', async () => {
    const guarded = defineRoute({ ...greetSpec, policy: () => false });
    const { fetch } = await serve([guarded]);
    expect((await fetch('/greet/1', postJson('not json'))).status).toBe(401);
  });

  it('answers 500 when a presenter breaks its promise', async () => {
    const broken = defineRoute({ ...greetSpec, present: () => ({ greeting: 1 }) });
    const { fetch } = await serve([broken]);
    expect((await fetch('/greet/1', postJson({ name: 'Li' }))).status).toBe(500);
  });

  it('sets cookies that scripts cannot read, and answers 204 without a body', async () => {
    const signIn = defineRoute({
      ...greetSpec,
      status: 204,
      cookies: () => [{ name: 'session', value: 'a b', maxAgeS: 60 }],
    });
    const { fetch } = await serve([signIn]);
    const response = await fetch('/greet/1', postJson({ name: 'Li' }));
    expect(response.status).toBe(204);
    expect(response.headers.getSetCookie()).toEqual([
      'session=a%20b; Max-Age=60; Path=/; HttpOnly; SameSite=Strict',
    ]);
  });
});

describe('OpenAPI', () => {
  it('describes paths, parameters, bodies, answers and problems from the same schemas', () => {
    const api = toOpenApi([greet], { title: 'Duxin', version: '1' });
    expect(api).toMatchObject({
      openapi: '3.1.0',
      paths: {
        '/greet/{number}': {
          post: {
            summary: 'Greets',
            tags: ['citizen'],
            parameters: [
              { name: 'number', in: 'path', required: true, schema: { type: 'string' } },
              { name: 'page', in: 'query', required: false },
            ],
            requestBody: {
              content: { 'application/json': { schema: { required: ['name'] } } },
            },
            responses: {
              200: {
                content: {
                  'application/json': {
                    schema: { properties: { greeting: { type: 'string' } } },
                  },
                },
              },
              default: {
                content: {
                  'application/problem+json': {
                    schema: { $ref: '#/components/schemas/Problem' },
                  },
                },
              },
            },
          },
        },
      },
      components: { schemas: { Problem: { type: 'object' } } },
    });
  });
});
