import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Router } from '@koa/router';
import { createApp, type HttpState, readRawBody } from '../../../platform/http/index.ts';
import { buildLog } from '../../support/build-log.ts';
import { listenApp } from '../../support/listen-app.ts';

let server: Awaited<ReturnType<typeof listenApp>>;

beforeEach(async () => {
  const router = new Router<HttpState>();
  router.post('/raw', async (ctx) => {
    const bytes = await readRawBody(ctx.req, { maxBytes: 1_000, timeoutMs: 150 });
    ctx.body = { size: bytes.length };
  });
  const app = createApp({ log: buildLog().log });
  app.use(router.routes());
  server = await listenApp(app);
});
afterEach(() => server.stop());

/** Sends without content-length, as many chunks as told. */
async function postChunks(chunkBytes: number, count: number) {
  const request = httpRequest(`${server.url}/raw`, { method: 'POST' });
  const answered = once(request, 'response');
  for (let sent = 0; sent < count; sent += 1) request.write(Buffer.alloc(chunkBytes));
  request.end();
  const [response] = await answered;
  response.resume();
  return Number(response.statusCode);
}

describe('reading a raw body', () => {
  it('hands over the bytes as they came', async () => {
    const response = await server.fetch('/raw', { method: 'POST', body: 'x'.repeat(1_000) });
    expect(await response.json()).toEqual({ size: 1_000 });
  });

  it('reads an empty body as no bytes', async () => {
    const response = await server.fetch('/raw', { method: 'POST' });
    expect(await response.json()).toEqual({ size: 0 });
  });

  it('refuses one byte too many with 413', async () => {
    const response = await server.fetch('/raw', { method: 'POST', body: 'x'.repeat(1_001) });
    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({ code: 'request_too_large' });
  });

  it('refuses a megabyte in chunks with 413', async () => {
    expect(await postChunks(16_384, 64)).toBe(413);
  });

  it('refuses a huge announced body without reading it', async () => {
    const socket = connect(server.port, '127.0.0.1');
    socket.write('POST /raw HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999\r\n\r\n');
    const [answer] = await once(socket, 'data');
    expect(String(answer)).toContain('HTTP/1.1 413');
    socket.destroy();
  });

  it.each([1, 2, 3])('lets a sender of 20 MB who reads late see the answer (%i)', async () => {
    const socket = connect(server.port, '127.0.0.1');
    const sent = new Promise((resolve) => {
      socket.write('POST /raw HTTP/1.1\r\nHost: a\r\nContent-Length: 20000000\r\n\r\n');
      socket.write(Buffer.alloc(20_000_000), resolve);
    });
    await sent;
    const [answer] = await once(socket, 'data');
    expect(String(answer)).toContain('HTTP/1.1 413');
    socket.write('GET /next HTTP/1.1\r\nHost: a\r\n\r\n');
    const [next] = await once(socket, 'data');
    expect(String(next)).toContain('HTTP/1.1 404');
    socket.destroy();
  });

  it('refuses a body that stalls with 408', async () => {
    const socket = connect(server.port, '127.0.0.1');
    socket.write('POST /raw HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc');
    const [answer] = await once(socket, 'data');
    expect(String(answer)).toContain('HTTP/1.1 408');
    expect(String(answer)).toContain('request_stalled');
    socket.destroy();
  });
});
