import { Agent, request } from 'node:http';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Callback } from '../../test/support/build-callback.ts';

export type LoadResult = {
  /** Answers with 200 per second of the run. */
  readonly acksPerS: number;
  readonly acks: number;
  /** Answers that were more than `success`. */
  readonly passiveReplies: number;
  readonly failures: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
};

/** Posts one callback; resolves with status and body, rejects without an answer. */
type Post = (callback: Callback) => Promise<{ readonly status: number; readonly body: string }>;

const warmUpS = 1;

/**
 * Open loop: each callback leaves at its appointed time whether or not earlier ones were answered, and its
 * latency counts from that time. The first second warms up and is not counted.
 */
export async function runOpenLoop(
  url: string,
  perS: number,
  callbacks: readonly Callback[],
  onAck: (isPassiveReply: boolean) => void = () => undefined,
): Promise<LoadResult> {
  const post = createPost(url, 512);
  const tally = createTally(onAck);
  const startedAt = performance.now();
  const running: Promise<void>[] = [];
  for (const [index, callback] of callbacks.entries()) {
    const dueMs = startedAt + (index * 1000) / perS;
    if (dueMs > performance.now()) await sleep(Math.max(1, dueMs - performance.now()));
    running.push(tally.record(post(callback), dueMs, index >= perS * warmUpS));
  }
  await Promise.all(running);
  return tally.sum((performance.now() - startedAt) / 1000 - warmUpS);
}

/** Closed loop: `connections` post one after the other, as fast as they are answered. */
export async function runClosedLoop(
  url: string,
  connections: number,
  callbacks: readonly Callback[],
): Promise<LoadResult> {
  const post = createPost(url, connections);
  const tally = createTally(() => undefined);
  const queue = callbacks.values();
  const startedAt = performance.now();
  await Promise.all(
    Array.from({ length: connections }, async () => {
      for (const callback of queue) await tally.record(post(callback), performance.now(), true);
    }),
  );
  return tally.sum((performance.now() - startedAt) / 1000);
}

function createTally(onAck: (isPassiveReply: boolean) => void) {
  const latencies: number[] = [];
  let failures = 0;
  let passiveReplies = 0;
  let acks = 0;
  return {
    async record(posting: ReturnType<Post>, fromMs: number, isCounted: boolean): Promise<void> {
      const answer = await posting.catch(() => ({ status: 0, body: '' }));
      if (answer.status !== 200) failures += 1;
      else {
        acks += 1;
        const isPassiveReply = answer.body !== 'success';
        if (isPassiveReply) passiveReplies += 1;
        onAck(isPassiveReply);
        if (isCounted) latencies.push(performance.now() - fromMs);
      }
    },
    sum(seconds: number): LoadResult {
      const sorted = latencies.toSorted((a, b) => a - b);
      const at = (share: number): number =>
        sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
      return {
        acksPerS: sorted.length / seconds,
        acks,
        passiveReplies,
        failures,
        p50Ms: at(0.5),
        p99Ms: at(0.99),
        maxMs: at(1),
      };
    },
  };
}

function createPost(url: string, maxSockets: number): Post {
  const agent = new Agent({ keepAlive: true, maxSockets });
  return ({ query, body }) =>
    new Promise((resolve, reject) => {
      const path = `/webhooks/official-account?${new URLSearchParams(query).toString()}`;
      const headers = { 'content-type': 'text/xml', 'content-length': Buffer.byteLength(body) };
      const posting = request(`${url}${path}`, { method: 'POST', agent, headers }, (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => (text += chunk));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body: text }));
        response.on('error', reject);
      });
      posting.on('error', reject);
      posting.end(body);
    });
}
