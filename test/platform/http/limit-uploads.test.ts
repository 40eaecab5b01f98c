import { afterEach, describe, expect, it } from '@jest/globals';
import { Router } from '@koa/router';
import { createApp, createLimitUploads, type HttpState } from '../../../platform/http/index.ts';
import { buildLog } from '../../support/build-log.ts';
import { listenApp } from '../../support/listen-app.ts';
import { waitFor } from '../../support/wait-for.ts';

let server: Awaited<ReturnType<typeof listenApp>>;
afterEach(() => server.stop());

/** An upload that lasts until `finish`; `X-Forwarded-For` plays other clients. */
async function serve(limits: { readonly perClient: number; readonly everywhere: number }) {
  const waiting: (() => void)[] = [];
  const router = new Router<HttpState>();
  router.post('/upload', createLimitUploads(limits), async (ctx) => {
    await new Promise<void>((resolve) => waiting.push(resolve));
    ctx.body = { ok: true };
  });
  const app = createApp({ log: buildLog().log, trustedProxies: ['127.0.0.1'] });
  app.use(router.routes());
  server = await listenApp(app);
  return {
    waiting,
    upload: (client: string) =>
      server.fetch('/upload', { method: 'POST', headers: { 'x-forwarded-for': client } }),
    finish: () => waiting.splice(0).forEach((resolve) => resolve()),
  };
}

describe('uploads under way', () => {
  it('are limited for one client, and free again once they end', async () => {
    const { upload, waiting, finish } = await serve({ perClient: 2, everywhere: 9 });
    const first = [upload('203.0.113.1'), upload('203.0.113.1')];
    await waitFor(() => waiting.length === 2);
    const refused = await upload('203.0.113.1');
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBe('5');
    const other = upload('203.0.113.2');
    await waitFor(() => waiting.length === 3);
    finish();
    const answers = await Promise.all([...first, other]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    const again = upload('203.0.113.1');
    await waitFor(() => waiting.length === 1);
    finish();
    expect((await again).status).toBe(200);
  });

  it('are limited for all clients together', async () => {
    const { upload, waiting, finish } = await serve({ perClient: 2, everywhere: 2 });
    const first = [upload('203.0.113.1'), upload('203.0.113.2')];
    await waitFor(() => waiting.length === 2);
    expect((await upload('203.0.113.3')).status).toBe(429);
    finish();
    await Promise.all(first);
  });
});
