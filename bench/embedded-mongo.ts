/**
 * The embedded database through mongoose, beside the same work on bare lmdb + bson (the floor).
 * `npx tsx bench/embedded-mongo.ts [--json] [--sizes=10000,100000,1000000]`
 */
import { serialize, deserialize } from 'bson';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { open } from 'lmdb';
import mongoose from 'mongoose';
import { startEmbeddedMongo } from '../platform/embedded-mongo/index.ts';

interface Measure {
  readonly perSecond: number;
  readonly cpuUs: number;
}

type Report = Record<string, Measure>;

const isJson = process.argv.includes('--json');
const sizes = (
  process.argv.find((arg) => arg.startsWith('--sizes=')) ?? '--sizes=10000,100000,1000000'
)
  .slice('--sizes='.length)
  .split(',')
  .map(Number);
const OPERATIONS = { 1: 1000, 16: 6000 } as const;
const schema = new mongoose.Schema(
  { number: String, status: String, area: String, text: String, createdAt: Date, version: Number },
  { autoIndex: false, versionKey: false },
);

function toTicket(n: number) {
  return {
    number: `T-${n}`,
    status: ['open', 'closed', 'waiting'][n % 3] ?? 'open',
    area: `area-${n % 50}`,
    text: 'what was seen, where and when, in the words of the person '.repeat(7),
    createdAt: new Date(1_767_225_600_000 + n * 1000),
    version: 1,
  };
}

type ReadCpu = () => Promise<number>;

/** This process's CPU time, in microseconds. */
const readOwnCpu: ReadCpu = () => {
  const { user, system } = process.cpuUsage();
  return Promise.resolve(user + system);
};

/** Runs `work` so often, so many at a time. */
async function measure(
  count: number,
  concurrency: number,
  readCpu: ReadCpu,
  work: (n: number) => Promise<unknown>,
): Promise<Measure> {
  let next = 0;
  const cpu = await readCpu();
  const since = performance.now();
  await Promise.all(
    Array.from({ length: concurrency }, async () => {
      while (next < count) await work(next++);
    }),
  );
  const perSecond = count / ((performance.now() - since) / 1000);
  return { perSecond, cpuUs: ((await readCpu()) - cpu) / count };
}

async function measureEach(
  report: Report,
  name: string,
  readCpu: ReadCpu,
  work: (n: number) => Promise<unknown>,
): Promise<void> {
  for (const concurrency of [1, 16] as const) {
    report[`${name} c${concurrency}`] = await measure(
      OPERATIONS[concurrency],
      concurrency,
      readCpu,
      work,
    );
  }
}

/** Starts the server in a process of its own, so that its CPU time is its own too. */
async function startServerProcess(dataDir: string) {
  const child = fork(fileURLToPath(import.meta.url), [`--serve=${dataDir}`], {
    execArgv: ['--no-warnings', '--import', 'tsx'],
  });
  const [uri] = await once(child, 'message');
  return {
    uri: String(uri),
    async stop() {
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}

async function readServerStatus() {
  const status = await mongoose.connection.db?.admin().serverStatus();
  const cpu = status?.['extra_info'];
  return {
    cpuUs: Number(cpu?.user_time_us) + Number(cpu?.system_time_us),
    memoryMb: Number(status?.['mem'].resident),
  };
}

const readServerCpu: ReadCpu = async () => (await readServerStatus()).cpuUs;

async function benchEmbedded(size: number) {
  const dataDir = mkdtempSync(join(tmpdir(), 'bench-em-'));
  const server = await startServerProcess(dataDir);
  await mongoose.connect(server.uri, { maxPoolSize: 20 });
  const Ticket = mongoose.model('Ticket', schema, 'tickets', { overwriteModels: true });
  await Ticket.collection.createIndex({ number: 1 }, { unique: true });
  await Ticket.collection.createIndex({ status: 1, createdAt: -1 });
  await Ticket.collection.createIndex({ area: 1 });
  const report: Report = {};
  const batches = Math.ceil(size / 1000);
  const bulk = await measure(batches, 1, readServerCpu, (n) =>
    Ticket.collection.insertMany(Array.from({ length: 1000 }, (_, i) => toTicket(n * 1000 + i))),
  );
  report['bulk insert (documents)'] = {
    perSecond: bulk.perSecond * 1000,
    cpuUs: bulk.cpuUs / 1000,
  };
  let created = size * 2;
  await measureEach(report, 'create', readServerCpu, () => Ticket.create(toTicket(created++)));
  await measureEach(report, 'findOne', readServerCpu, (n) =>
    Ticket.findOne({ number: `T-${(n * 7919) % size}` }).lean(),
  );
  await measureEach(report, 'findOneAndUpdate', readServerCpu, (n) =>
    Ticket.findOneAndUpdate({ number: `T-${(n * 7919) % size}` }, { $inc: { version: 1 } }).lean(),
  );
  const longestWaitMs = await measureLongestWait(server.uri);
  const diskMb = statSync(join(dataDir, 'embedded-mongo', 'data.mdb')).size / 2 ** 20;
  const { memoryMb } = await readServerStatus();
  await mongoose.disconnect();
  await server.stop();
  const since = performance.now();
  const reopened = await startEmbeddedMongo({ dataDir, thread: 'this' });
  const client = await new mongoose.mongo.MongoClient(reopened.uri).connect();
  await client.db().collection('tickets').findOne({ number: 'T-1' });
  const reopenMs = performance.now() - since;
  await client.close();
  await reopened.stop();
  rmSync(dataDir, { recursive: true });
  return { report, longestWaitMs, diskMb, memoryMb, reopenMs };
}

/** The longest ping of one client while another scans, sorts, and builds an index. */
async function measureLongestWait(uri: string): Promise<number> {
  const [pinger, worker] = await Promise.all([
    new mongoose.mongo.MongoClient(uri).connect(),
    new mongoose.mongo.MongoClient(uri).connect(),
  ]);
  let longest = 0;
  const state = { isOver: false };
  const pinging = (async () => {
    while (!state.isOver) {
      const since = performance.now();
      await pinger.db().command({ ping: 1 });
      longest = Math.max(longest, performance.now() - since);
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  })();
  const tickets = worker.db().collection('tickets');
  await tickets.countDocuments({ text: /nowhere/ });
  await tickets.find({}, { sort: { text: 1, number: -1 }, limit: 20 }).toArray();
  await tickets.createIndex({ version: 1, number: 1 });
  state.isOver = true;
  await pinging;
  await Promise.all([pinger.close(), worker.close()]);
  return longest;
}

/** The same documents and indexes on lmdb alone, with the same durability, and no server between. */
async function benchFloor(size: number): Promise<Report> {
  const path = mkdtempSync(join(tmpdir(), 'bench-floor-'));
  const binary = { encoding: 'binary', keyEncoding: 'binary' } as const;
  const root = open({ path, ...binary, overlappingSync: false, maxDbs: 8 });
  const trees = ['documents', 'number', 'status', 'area'].map((name) =>
    root.openDB<Buffer, Buffer>(name, binary),
  );
  const [documents, numbers, statuses, areas] = trees;
  let id = 0;
  const put = (n: number): void => {
    const ticket = { _id: new mongoose.Types.ObjectId(), ...toTicket(n) };
    const key = Buffer.from(ticket._id.id);
    const suffix = Buffer.from(String(id++));
    documents?.putSync(key, Buffer.from(serialize(ticket)));
    numbers?.putSync(Buffer.from(ticket.number), key);
    const time = String(ticket.createdAt.getTime());
    statuses?.putSync(Buffer.concat([Buffer.from(ticket.status + time), suffix]), key);
    areas?.putSync(Buffer.concat([Buffer.from(ticket.area), suffix]), key);
  };
  const find = (n: number) => {
    const key = numbers?.getBinary(Buffer.from(`T-${n}`));
    const bytes = key && documents?.getBinary(key);
    return key && bytes && { key, ticket: deserialize(bytes) };
  };
  // All that comes in one turn of the event loop shares a commit, as in the server.
  let waiting: { work: () => void; resolve: () => void }[] = [];
  const commit = (work: () => void): Promise<void> =>
    new Promise((resolve) => {
      waiting.push({ work, resolve });
      if (waiting.length > 1) return;
      setImmediate(() => {
        const group = waiting;
        waiting = [];
        root.transactionSync(() => {
          for (const one of group) one.work();
        });
        for (const one of group) one.resolve();
      });
    });
  const report: Report = {};
  const bulk = await measure(Math.ceil(size / 1000), 1, readOwnCpu, (n) =>
    commit(() => {
      for (let i = 0; i < 1000; i++) put(n * 1000 + i);
    }),
  );
  report['bulk insert (documents)'] = {
    perSecond: bulk.perSecond * 1000,
    cpuUs: bulk.cpuUs / 1000,
  };
  let created = size * 2;
  await measureEach(report, 'create', readOwnCpu, () => commit(() => put(created++)));
  await measureEach(report, 'findOne', readOwnCpu, (n) => Promise.resolve(find((n * 7919) % size)));
  await measureEach(report, 'findOneAndUpdate', readOwnCpu, (n) =>
    commit(() => {
      const found = find((n * 7919) % size);
      if (!found) return;
      const { version } = found.ticket;
      documents?.putSync(
        found.key,
        Buffer.from(serialize({ ...found.ticket, version: Number(version) + 1 })),
      );
    }),
  );
  await root.close();
  rmSync(path, { recursive: true });
  return report;
}

const serving = process.argv.find((arg) => arg.startsWith('--serve='));
if (serving !== undefined) {
  const { uri } = await startEmbeddedMongo({
    dataDir: serving.slice('--serve='.length),
    thread: 'this',
  });
  process.send?.(uri);
} else await benchAll();

async function benchAll(): Promise<void> {
  const summary: Record<string, number> = {};
  for (const size of sizes) {
    const floor = await benchFloor(size);
    const { report, longestWaitMs, diskMb, memoryMb, reopenMs } = await benchEmbedded(size);
    console.log(`\n### ${size.toLocaleString('en')} documents, three indexes\n`);
    console.log('| work | embedded /s | server CPU us | floor /s | floor CPU us | CPU ratio |');
    console.log('| --- | ---: | ---: | ---: | ---: | ---: |');
    for (const [name, ours] of Object.entries(report)) {
      const base = floor[name];
      if (base === undefined) continue;
      const cells = [ours.perSecond, ours.cpuUs, base.perSecond, base.cpuUs].map((cell) =>
        Math.round(cell),
      );
      console.log(`| ${name} | ${cells.join(' | ')} | ${(ours.cpuUs / base.cpuUs).toFixed(1)} |`);
    }
    console.log(
      `\nreopen ${Math.round(reopenMs)} ms · disk ${Math.round(diskMb)} MiB · memory ${Math.round(memoryMb)} MiB · ` +
        `longest wait of a pinging client ${longestWaitMs.toFixed(1)} ms`,
    );
    Object.assign(summary, {
      creates_c16: Math.round(report['create c16']?.perSecond ?? 0),
      finds_c16: Math.round(report['findOne c16']?.perSecond ?? 0),
      cpu_ratio_create: (report['create c16']?.cpuUs ?? 0) / (floor['create c16']?.cpuUs ?? 1),
      cpu_ratio_find: (report['findOne c16']?.cpuUs ?? 0) / (floor['findOne c16']?.cpuUs ?? 1),
      reopen_ms_1m: Math.round(reopenMs),
      longest_wait_ms: Math.round(longestWaitMs * 10) / 10,
    });
  }
  if (isJson) console.log(JSON.stringify(summary));
}
