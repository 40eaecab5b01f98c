import { afterEach, describe, expect, it } from '@jest/globals';
import {
  createApp,
  createHealthRouter,
  createMetrics,
  type ReadinessChecks,
} from '../../../platform/http/index.ts';
import { buildLog } from '../../support/build-log.ts';
import { listenApp } from '../../support/listen-app.ts';

let server: Awaited<ReturnType<typeof listenApp>> | undefined;
afterEach(async () => server?.stop());

async function serve(checks: ReadinessChecks) {
  const metrics = createMetrics();
  const app = createApp({ log: buildLog().log, observe: metrics.observe });
  app.use(createHealthRouter({ checks, metrics }).routes());
  server = await listenApp(app);
  return server.fetch;
}

describe('health', () => {
  it('is alive whatever its parts do', async () => {
    const fetch = await serve({ mongo: async () => 'down' });
    expect((await fetch('/healthz')).status).toBe(200);
  });

  it('is ready while a part is only degraded', async () => {
    const fetch = await serve({ mongo: async () => 'ok', redis: async () => 'degraded' });
    const response = await fetch('/readyz');
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      status: 'ready',
      checks: { mongo: 'ok', redis: 'degraded' },
    });
  });

  it('is not ready when a check throws', async () => {
    const fetch = await serve({
      mongo: async () => {
        throw new Error('no connection');
      },
    });
    const response = await fetch('/readyz');
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({ checks: { mongo: 'down' } });
  });

  it('shows request times by pattern in the metrics', async () => {
    const fetch = await serve({});
    await fetch('/healthz');
    const text = await (await fetch('/metrics')).text();
    expect(text).toContain(
      'http_request_duration_seconds_count{route="/healthz",method="GET",status="200"} 1',
    );
    expect(text).toContain('process_cpu_seconds_total');
  });
});
