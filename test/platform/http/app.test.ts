import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Router } from '@koa/router';
import { createApp, type HttpState, HttpError } from '../../../platform/http/index.ts';
import { ChannelError, FileError } from '../../../bot/index.ts';
import { TicketError } from '../../../tickets/index.ts';
import { buildLog } from '../../support/build-log.ts';
import { listenApp } from '../../support/listen-app.ts';

const observed: { route: string; status: number }[] = [];
const { log, lines, text } = buildLog();
let stream = new PassThrough();
let server: Awaited<ReturnType<typeof listenApp>>;

beforeEach(async () => {
  lines.length = 0;
  observed.length = 0;
  stream = new PassThrough();
  const router = new Router<HttpState>();
  router.get('/whoami', (ctx) => {
    ctx.body = { requestId: ctx.state.requestId, address: ctx.state.clientAddress };
  });
  router.get('/tickets/:number', (ctx) => {
    ctx.body = { ok: true };
  });
  router.post('/tickets/:number', () => {
    throw new TicketError('ticket_step_refused', { allowed: ['accept', 'refuse'] });
  });
  router.get('/conflict', () => {
    throw new TicketError('ticket_version_conflict', { currentVersion: 7 });
  });
  router.get('/file', () => {
    throw new FileError('file_too_large');
  });
  router.get('/channel', () => {
    throw new ChannelError('busy', '45011');
  });
  router.get('/limit', () => {
    throw new HttpError('too_many_requests', { retryAfterS: 30 });
  });
  router.get('/bug', () => {
    throw new TypeError('canary 张三 13800000000');
  });
  router.get('/stream', (ctx) => {
    ctx.type = 'text/event-stream';
    ctx.body = stream;
    stream.write(': hello\n\n');
  });
  const app = createApp({ log, observe: (seen) => observed.push(seen) });
  app.use(router.routes());
  server = await listenApp(app);
});
afterEach(() => server.stop());

async function read(path: string, init?: RequestInit) {
  const response = await server.fetch(path, init);
  return { response, problem: await response.json() };
}

describe('the app around all routes', () => {
  it('sends security headers with every answer', async () => {
    const { headers } = await server.fetch('/nowhere');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'none';frame-ancestors 'none'",
    );
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('x-powered-by')).toBeNull();
  });

  it('takes over a request id in the form of a UUID and sends it back', async () => {
    const id = '0d9ac1f2-6a43-4a8e-9a77-3f0d4b2a1c11';
    const response = await server.fetch('/whoami', { headers: { 'x-request-id': id } });
    expect(response.headers.get('x-request-id')).toBe(id);
    expect(await response.json()).toMatchObject({ requestId: id });
  });

  it('makes its own request id when the given one could be anything', async () => {
    const response = await server.fetch('/whoami', { headers: { 'x-request-id': '13800000000' } });
    expect(response.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(text()).not.toContain('13800000000');
  });

  it('does not believe X-Forwarded-For from just anybody', async () => {
    const headers = { 'x-forwarded-for': '203.0.113.9' };
    const response = await server.fetch('/whoami', { headers });
    expect(await response.json()).toMatchObject({ address: '127.0.0.1' });
  });

  it('logs one line a request with the pattern of the route, never the path or query', async () => {
    await server.fetch('/tickets/DX-2026-000123?phone=13800000000');
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({
      level: 'info',
      message: 'request',
      fields: { route: '/tickets/:number', status: 200 },
    });
    expect(text()).not.toMatch(/DX-2026|000123\b|13800000000/);
  });

  it('says in that line which code a refused request got', async () => {
    await server.fetch('/conflict');
    expect(lines).toMatchObject([
      { level: 'warn', fields: { route: '/conflict', problem: 'ticket_version_conflict' } },
    ]);
  });

  it('tells the metrics route, method and status', async () => {
    await server.fetch('/tickets/1');
    expect(observed).toMatchObject([{ route: '/tickets/:number', method: 'GET', status: 200 }]);
  });
});

describe('problems', () => {
  it('answers an unknown path with not_found', async () => {
    const { response, problem } = await read('/nowhere');
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    expect(problem).toEqual({
      type: 'about:blank',
      title: 'Not Found',
      status: 404,
      code: 'not_found',
      requestId: response.headers.get('x-request-id'),
    });
  });

  it('answers a wrong method with method_not_allowed and what would be allowed', async () => {
    const { response, problem } = await read('/tickets/1', { method: 'PUT' });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('HEAD, GET, POST');
    expect(problem).toMatchObject({ code: 'method_not_allowed' });
  });

  it('names the allowed steps of a refused one', async () => {
    const { response, problem } = await read('/tickets/1', { method: 'POST' });
    expect(response.status).toBe(422);
    expect(problem).toMatchObject({ code: 'ticket_step_refused', allowed: ['accept', 'refuse'] });
  });

  it.each([
    ['/conflict', 409, { code: 'ticket_version_conflict', currentVersion: 7 }],
    ['/file', 413, { code: 'file_too_large' }],
    ['/channel', 503, { code: 'busy', detail: '45011' }],
    ['/limit', 429, { code: 'too_many_requests', retryAfterS: 30 }],
  ])('maps the codes of every room: %s', async (path, status, expected) => {
    const { response, problem } = await read(path);
    expect(response.status).toBe(status);
    expect(problem).toMatchObject(expected);
  });

  it('says in Retry-After when to come back', async () => {
    const { response } = await read('/limit');
    expect(response.headers.get('retry-after')).toBe('30');
  });

  it('hides what a bug says and logs it without its message', async () => {
    const { response, problem } = await read('/bug');
    expect(response.status).toBe(500);
    expect(problem).toMatchObject({ code: 'internal_error' });
    expect(lines).toHaveLength(1);
    const failure = lines[0];
    expect(failure).toMatchObject({
      level: 'error',
      fields: { error: 'TypeError', route: '/bug', problem: 'internal_error' },
    });
    expect(JSON.stringify(failure)).toContain('app.test.ts');
    expect(JSON.stringify(problem) + text()).not.toMatch(/canary|13800000000/);
  });
});

describe('streams', () => {
  it('says nothing in the log when a reader closes an open stream', async () => {
    const controller = new AbortController();
    const response = await server.fetch('/stream', { signal: controller.signal });
    expect(response.status).toBe(200);
    const closed = new Promise((resolve) => stream.once('close', resolve));
    controller.abort();
    await closed;
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(lines.filter(({ level }) => level === 'error')).toEqual([]);
  });
});
