import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { type FakeWechat, startFakeWechat } from '../test/support/fake-wechat.ts';
import { testAccount } from '../test/support/build-callback.ts';
import { buildCallbacks } from './webhook/callbacks.ts';
import { type LoadResult, runClosedLoop, runOpenLoop } from './webhook/load.ts';
import { type BenchServer, benchAppSecret, startBare, startBenchDuxin } from './webhook/servers.ts';

/**
 * How fast the official account's callback is, beside bare node:http with the same crypto and no storage.
 * Needs a build (`npm run build`). `--quick` runs a sixth of the time; `--json` ends with one JSON line.
 */
const isQuick = process.argv.includes('--quick');
const seconds = (full: number): number => (isQuick ? Math.max(3, full / 6) : full);

const people = 2_000;
const connections = 32;

type Figures = { readonly closed: LoadResult; readonly open: LoadResult };

/** Acknowledging alone: how many a second at most, and the latency at 1,000/s. */
async function measureReceiving(server: BenchServer): Promise<Figures> {
  await runClosedLoop(server.url, connections, buildCallbacks(2_000, people, '帮助'));
  const closed = await runClosedLoop(
    server.url,
    connections,
    buildCallbacks(seconds(12) * 1_000, people, '帮助'),
  );
  const open = await runOpenLoop(
    server.url,
    1_000,
    buildCallbacks(seconds(20) * 1_000, people, '帮助'),
  );
  await server.stop();
  return { closed, open };
}

type WalkFigures = LoadResult & {
  /** Most messages acknowledged and not yet answered, seen every 50 ms. */
  readonly backlogMax: number;
  /** From the last acknowledgement to the last answer; undefined when some were not answered in a minute. */
  readonly drainMs: number | undefined;
  readonly answersPerS: number;
};

/** The whole walk: every message gets exactly one answer, in the acknowledgement or pushed. */
async function measureWalk(
  server: BenchServer,
  wechat: FakeWechat,
  perS: number,
  durationS: number,
): Promise<WalkFigures> {
  const pushedBefore = wechat.sent.length;
  let unanswered = 0;
  let backlogMax = 0;
  const countBacklog = (): number => unanswered - (wechat.sent.length - pushedBefore);
  const watch = setInterval(() => {
    backlogMax = Math.max(backlogMax, countBacklog());
  }, 50);
  const callbacks = buildCallbacks(perS * durationS, people, '帮助');
  const startedAt = performance.now();
  const result = await runOpenLoop(server.url, perS, callbacks, (isPassiveReply) => {
    if (!isPassiveReply) unanswered += 1;
  });
  const drainMs = await measureUntil(() => countBacklog() <= 0, 60_000);
  clearInterval(watch);
  const answersPerS = (result.acks - countBacklog()) / ((performance.now() - startedAt) / 1000);
  return { ...result, backlogMax, drainMs, answersPerS };
}

async function measureUntil(isDone: () => boolean, maxMs: number): Promise<number | undefined> {
  const startedAt = performance.now();
  while (!isDone()) {
    if (performance.now() - startedAt > maxMs) return undefined;
    await sleep(10);
  }
  return performance.now() - startedAt;
}

function toRow(name: string, cells: readonly (number | undefined)[]): string {
  const texts = cells.map((cell) =>
    cell === undefined ? '–' : String(Math.round(cell * 10) / 10),
  );
  return `| ${[name, ...texts].join(' | ')} |`;
}

function printReceiving(bare: Figures, ours: Figures): void {
  console.log('\n| receive only | max acks/s | p50 ms at 1,000/s | p99 ms | max ms | lost |');
  console.log('| --- | --- | --- | --- | --- | --- |');
  for (const [name, { closed, open }] of [
    ['bare node:http, same crypto, no storage', bare],
    ['Duxin', ours],
  ] as const) {
    console.log(toRow(name, [closed.acksPerS, open.p50Ms, open.p99Ms, open.maxMs, open.failures]));
  }
}

function printWalk(walks: readonly (readonly [string, WalkFigures])[]): void {
  console.log(
    '\n| whole walk, one process | answers/s | ack p50 ms | ack p99 ms | passive | backlog max | drained after ms | lost |',
  );
  console.log('| --- | --- | --- | --- | --- | --- | --- | --- |');
  for (const [name, walk] of walks) {
    const { answersPerS, p50Ms, p99Ms, passiveReplies, backlogMax, drainMs, failures } = walk;
    const cells = [answersPerS, p50Ms, p99Ms, passiveReplies, backlogMax, drainMs, failures];
    console.log(toRow(name, cells));
  }
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

const wechat = await startFakeWechat({ appId: testAccount.id, appSecret: benchAppSecret });
const bare = await measureReceiving(await startBare());
const receiving = await measureReceiving(
  await startBenchDuxin(wechat.url, { PASSIVE_REPLY_MS: '0', ROLES: 'web' }),
);
const walker = await startBenchDuxin(wechat.url, {});
await runOpenLoop(walker.url, 50, buildCallbacks(500, people, '帮助'));
const steady = await measureWalk(walker, wechat, 200, seconds(60));
const flood = await measureWalk(walker, wechat, 1_000, seconds(20));
await walker.stop();
await wechat.stop();

printReceiving(bare, receiving);
printWalk([
  ['200/s', steady],
  ['1,000/s', flood],
]);
if (process.argv.includes('--json')) {
  console.log(
    JSON.stringify({
      acks_per_s: round(receiving.closed.acksPerS),
      p99_ms_1000: round(receiving.open.p99Ms),
      walk_per_s: round(steady.answersPerS),
      walk_p99_ms_200: round(steady.p99Ms),
      backlog_max: steady.backlogMax,
      ratio_bare: round(receiving.closed.acksPerS / bare.closed.acksPerS),
    }),
  );
}
