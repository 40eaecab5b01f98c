import { Router } from '@koa/router';
import type { HttpState } from './app.ts';
import type { Metrics } from './metrics.ts';

/** `degraded` still serves; `down` takes the process out of the load balancer. */
type Readiness = 'ok' | 'degraded' | 'down';
export type ReadinessChecks = Readonly<Record<string, () => Promise<Readiness>>>;

const CHECK_TIMEOUT_MS = 2_000;

/** /healthz (alive), /readyz (can serve, with each part's state) and /metrics (Prometheus). */
export function createHealthRouter(options: {
  readonly checks: ReadinessChecks;
  readonly metrics: Metrics;
}): Router<HttpState> {
  const router = new Router<HttpState>();
  router.get('/healthz', (ctx) => {
    ctx.body = { status: 'ok' };
  });
  router.get('/readyz', async (ctx) => {
    const checks = await runChecks(options.checks);
    const isReady = Object.values(checks).every((state) => state !== 'down');
    ctx.status = isReady ? 200 : 503;
    ctx.body = { status: isReady ? 'ready' : 'not_ready', checks };
  });
  router.get('/metrics', async (ctx) => {
    ctx.body = await options.metrics.registry.metrics();
    ctx.type = options.metrics.registry.contentType;
  });
  return router;
}

async function runChecks(checks: ReadinessChecks): Promise<Readonly<Record<string, Readiness>>> {
  const states = await Promise.all(
    Object.entries(checks).map(async ([name, check]) => [name, await runCheck(check)] as const),
  );
  return Object.fromEntries(states);
}

/** A check that throws or hangs is down. */
async function runCheck(check: () => Promise<Readiness>): Promise<Readiness> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<Readiness>((resolve) => {
    timer = setTimeout(() => resolve('down'), CHECK_TIMEOUT_MS);
  });
  try {
    return await Promise.race([check(), tooLate]);
  } catch {
    return 'down';
  } finally {
    clearTimeout(timer);
  }
}
