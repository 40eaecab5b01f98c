import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Router } from '@koa/router';
import { createApp, type HttpState, readUpload } from '../../../platform/http/index.ts';
import { buildLog } from '../../support/build-log.ts';
import { listenApp } from '../../support/listen-app.ts';

const maxUploadBytes = 2 * 1024 * 1024;
let server: Awaited<ReturnType<typeof listenApp>>;

beforeEach(async () => {
  const router = new Router<HttpState>();
  router.post('/upload', async (ctx) => {
    const { bytes, name } = await readUpload(ctx);
    ctx.body = { size: bytes.length, name };
  });
  const app = createApp({ log: buildLog().log, maxUploadBytes });
  app.use(router.routes());
  server = await listenApp(app);
});
afterEach(() => server.stop());

function toForm(size: number): FormData {
  const form = new FormData();
  form.set('file', new Blob([new Uint8Array(size)]), '现场.jpg');
  return form;
}

describe('an upload', () => {
  it.each([
    ['bare', () => new Uint8Array(maxUploadBytes), 'file'],
    ['in a form', () => toForm(maxUploadBytes), '现场.jpg'],
  ])('%s may be as large as the app takes', async (_, build, name) => {
    const response = await server.fetch('/upload', { method: 'POST', body: build() });
    expect(await response.json()).toEqual({ size: maxUploadBytes, name });
  });

  it.each([
    ['one byte over', () => new Uint8Array(maxUploadBytes + 1)],
    ['one byte over in a form', () => toForm(maxUploadBytes + 1)],
    ['far over', () => new Uint8Array(2 * maxUploadBytes)],
  ])('is refused with the limit when it is %s', async (_, build) => {
    const response = await server.fetch('/upload', { method: 'POST', body: build() });
    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({ code: 'file_too_large', maxMb: 2 });
  });
});
