import { createHash } from 'node:crypto';
import { makeFolder, MongoClient, type Client } from './start-server.ts';
import { startMember } from './start-member.ts';

const WRITERS = 6;
const COUNTERS = 3;
const LOAD_MS = 600;

interface Row {
  readonly _id: string;
  readonly round: number;
  readonly key: number;
  readonly tags: readonly string[];
  readonly body: string;
  readonly sum: string;
}

interface Counter {
  readonly _id: number;
  readonly n: number;
}

/** What was acknowledged, and what a check after the kill found. */
export interface KillReport {
  readonly inserts: number;
  readonly increments: number;
  readonly lost: readonly string[];
  readonly torn: readonly string[];
  readonly indexFaults: readonly string[];
  readonly longestTakeoverMs: number;
}

/**
 * Kills the serving process under load, round after round. Another process stands by each time;
 * after it took over, all that was acknowledged is looked for.
 */
export async function runKillRounds(rounds: number): Promise<KillReport> {
  const folder = makeFolder();
  let owner = await startMember(folder.path);
  let next = await startMember(folder.path);
  const client = await new MongoClient(owner.uri, { serverSelectionTimeoutMS: 20_000 }).connect();
  const rows = client.db().collection<Row>('rows');
  await rows.createIndexes([
    { key: { key: 1 }, unique: true },
    { key: { round: 1, key: -1 } },
    { key: { tags: 1 } },
    { key: { sum: 1 }, name: 'even', partialFilterExpression: { round: { $gte: 1 } } },
  ]);
  const acknowledged = new Set<string>();
  const increments = Array.from({ length: COUNTERS }, () => ({ sure: 0, tried: 0 }));
  const faults = { lost: [] as string[], torn: [] as string[], indexFaults: [] as string[] };
  let longestTakeoverMs = 0;

  for (let round = 0; round < rounds; round++) {
    const load = startLoad(client, round, acknowledged, increments);
    await sleep(LOAD_MS * (0.5 + (round % 5) / 5));
    await owner.end('SIGKILL');
    const killedAt = performance.now();
    await untilAnswered(client);
    longestTakeoverMs = Math.max(longestTakeoverMs, performance.now() - killedAt);
    await load.stop();
    owner = next;
    await check(client, acknowledged, increments, faults);
    next = await startMember(folder.path);
  }
  await client.close();
  await next.end('SIGTERM');
  await owner.end('SIGTERM');
  folder.remove();
  return {
    inserts: acknowledged.size,
    increments: increments.reduce((sum, { sure }) => sum + sure, 0),
    ...faults,
    longestTakeoverMs,
  };
}

function startLoad(
  client: Client,
  round: number,
  acknowledged: Set<string>,
  increments: { sure: number; tried: number }[],
) {
  const rows = client.db().collection<Row>('rows');
  const counters = client.db().collection<Counter>('counters');
  const state = { isOver: false };
  const repeat = async (step: (turn: number) => Promise<void>): Promise<void> => {
    for (let turn = 0; !state.isOver; turn++) await step(turn).catch(() => sleep(5));
  };
  const writers = Array.from({ length: WRITERS }, (_, writer) =>
    repeat(async (turn) => {
      const row = toRow(round, writer, turn);
      await rows.insertOne(row, { writeConcern: { w: 'majority', j: true } });
      acknowledged.add(row._id);
    }),
  );
  const counting = increments.map((count, _id) =>
    repeat(async () => {
      count.tried++;
      await counters.updateOne({ _id }, { $inc: { n: 1 } }, { upsert: true });
      count.sure++;
    }),
  );
  return {
    async stop() {
      state.isOver = true;
      await Promise.all([...writers, ...counting]);
    },
  };
}

function toRow(round: number, writer: number, turn: number): Row {
  const _id = `${round}-${writer}-${turn}`;
  const body = `${_id} `.repeat(1 + (turn % 60));
  const key = (round * WRITERS + writer) * 1_000_000 + turn;
  return { _id, round, key, tags: [`t${turn % 7}`, `w${writer}`], body, sum: sumOf(body) };
}

function sumOf(body: string): string {
  return createHash('sha256').update(body).digest('hex');
}

async function untilAnswered(client: Client): Promise<void> {
  for (;;) {
    const isThere = await client
      .db()
      .command({ ping: 1 })
      .then(
        () => true,
        () => false,
      );
    if (isThere) return;
    await sleep(5);
  }
}

async function check(
  client: Client,
  acknowledged: ReadonlySet<string>,
  increments: readonly { sure: number; tried: number }[],
  faults: { lost: string[]; torn: string[]; indexFaults: string[] },
): Promise<void> {
  const rows = client.db().collection<Row>('rows');
  const all = await rows.find().toArray();
  const ids = new Set(all.map(({ _id }) => _id));
  for (const id of acknowledged) if (!ids.has(id)) faults.lost.push(id);
  for (const { _id, body, sum } of all) if (sumOf(body) !== sum) faults.torn.push(_id);
  for (const [_id, { sure, tried }] of increments.entries()) {
    const counter = await client.db().collection<Counter>('counters').findOne({ _id });
    const n = counter?.n ?? 0;
    if (n < sure || n > tried) faults.lost.push(`counter ${_id}: ${n} of ${sure} to ${tried}`);
  }
  for (const [hint, filter] of INDEXES) {
    const found = await rows.find(filter, { hint, projection: { _id: 1 } }).toArray();
    const expected = hint === 'even' ? all.filter(({ round }) => round >= 1) : all;
    const isEqual = found.length === expected.length && found.every(({ _id }) => ids.has(_id));
    if (!isEqual) faults.indexFaults.push(`${hint}: ${found.length} of ${expected.length}`);
  }
}

const INDEXES = [
  ['key_1', {}],
  ['round_1_key_-1', {}],
  ['tags_1', {}],
  ['even', { round: { $gte: 1 } }],
] as const;

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
