import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import type { Observe } from './app.ts';

/** This process's metrics. Labels are patterns and codes, never ids or paths. */
export type Metrics = {
  readonly registry: Registry;
  /** Counts and times finished requests; give it to createApp. */
  readonly observe: Observe;
};

export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const duration = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from the head of a request to its answer, by route, method and status.',
    labelNames: ['route', 'method', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [registry],
  });
  return {
    registry,
    observe: ({ route, method, status, ms }) =>
      duration.observe({ route, method, status: String(status) }, ms / 1000),
  };
}
