/**
 * The embedded database through mongoose, beside the same work on bare lmdb + bson (the floor) and
 * on the same floor behind a socket, with nothing of a database server in it (the served floor).
 * `npx tsx bench/embedded-mongo.ts [--json] [--sizes=10000,100000,1000000]`
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import mongoose from 'mongoose';
import { startEmbeddedMongo } from '../platform/embedded-mongo/index.ts';
import { connectFloor, openFloor, serveFloor } from './embedded-mongo/floor.ts';
import { measureSide, toTicket, type Measure, type Report } from './embedded-mongo/tickets.ts';

const schema = new mongoose.Schema(
  { number: String, status: String, area: String, text: String, createdAt: Date, version: Number },
  { autoIndex: false, versionKey: false },
);

function argument(name: string): string | undefined {
  const prefix = `--${name}=`;
  return process.argv.find((arg) => arg.startsWith(prefix))?.slice(prefix.length);
}

function makeFolder(): string {
  return mkdtempSync(join(tmpdir(), 'bench-em-'));
}

/** Starts a side in a process of its own, so that its CPU time is its own too. */
async function startProcess(kind: 'mongo' | 'floor', folder: string) {
  const child = fork(fileURLToPath(import.meta.url), [`--${kind}=${folder}`], {
    execArgv: ['--no-warnings', '--import', 'tsx'],
  });
  const [address] = await once(child, 'message');
  return {
    address: String(address),
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

function toNumber(n: number) {
  return { number: `T-${n}` };
}

async function benchEmbedded(size: number) {
  const dataDir = makeFolder();
  const server = await startProcess('mongo', dataDir);
  await mongoose.connect(server.address, { maxPoolSize: 20 });
  const Ticket = mongoose.model('Ticket', schema, 'tickets', { overwriteModels: true });
  await Ticket.collection.createIndex({ number: 1 }, { unique: true });
  await Ticket.collection.createIndex({ status: 1, createdAt: -1 });
  await Ticket.collection.createIndex({ area: 1 });
  const report = await measureSide(
    {
      readCpu: async () => (await readServerStatus()).cpuUs,
      insertMany: (from) =>
        Ticket.collection.insertMany(Array.from({ length: 1000 }, (_, i) => toTicket(from + i))),
      create: (n) => Ticket.create(toTicket(n)),
      find: (n) => Ticket.findOne(toNumber(n)).lean(),
      update: (n) => Ticket.findOneAndUpdate(toNumber(n), { $inc: { version: 1 } }).lean(),
    },
    size,
  );
  const idle = await measureLongestWait(server.address, rest);
  const busy = await measureLongestWait(server.address, scanSortAndBuild);
  const diskMb = statSync(join(dataDir, 'embedded-mongo', 'data.mdb')).size / 2 ** 20;
  const { memoryMb } = await readServerStatus();
  await mongoose.disconnect();
  await server.stop();
  const reopenMs = await measureReopen(dataDir);
  rmSync(dataDir, { recursive: true });
  return { report, busy, idle, diskMb, memoryMb, reopenMs };
}

async function measureReopen(dataDir: string): Promise<number> {
  const since = performance.now();
  const reopened = await startEmbeddedMongo({ dataDir, thread: 'this' });
  const client = await new mongoose.mongo.MongoClient(reopened.uri).connect();
  await client.db().collection('tickets').findOne({ number: 'T-1' });
  const reopenMs = performance.now() - since;
  await client.close();
  await reopened.stop();
  return reopenMs;
}

/**
 * The longest ping of one client while another does `work`, and the most CPU that the server spent
 * from one ping to the next: what a ping waits for on a machine that nobody else uses.
 */
async function measureLongestWait(
  uri: string,
  work: (tickets: mongoose.mongo.Collection) => Promise<unknown>,
): Promise<{ waitMs: number; cpuMs: number }> {
  const [pinger, worker] = await Promise.all([
    new mongoose.mongo.MongoClient(uri).connect(),
    new mongoose.mongo.MongoClient(uri).connect(),
  ]);
  const longest = { waitMs: 0, cpuMs: 0 };
  const state = { isOver: false };
  let { cpuUs: before } = await readServerStatus();
  const pinging = (async () => {
    while (!state.isOver) {
      const since = performance.now();
      await pinger.db().command({ ping: 1 });
      longest.waitMs = Math.max(longest.waitMs, performance.now() - since);
      const { cpuUs } = await readServerStatus();
      longest.cpuMs = Math.max(longest.cpuMs, (cpuUs - before) / 1000);
      before = cpuUs;
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  })();
  await work(worker.db().collection('tickets'));
  state.isOver = true;
  await pinging;
  await Promise.all([pinger.close(), worker.close()]);
  return longest;
}

async function scanSortAndBuild(tickets: mongoose.mongo.Collection): Promise<void> {
  await tickets.countDocuments({ text: 'nowhere' });
  await tickets.find({}, { sort: { text: 1, number: -1 }, limit: 20 }).toArray();
  await tickets.createIndex({ version: 1, number: 1 });
}

/** What the machine's other work makes a ping wait. */
function rest(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 3000));
}

async function benchFloor(size: number): Promise<Report> {
  const folder = makeFolder();
  const floor = openFloor(folder);
  const report = await measureSide(floor, size);
  await floor.close();
  rmSync(folder, { recursive: true });
  return report;
}

async function benchServedFloor(size: number): Promise<Report> {
  const folder = makeFolder();
  const server = await startProcess('floor', folder);
  const report = await measureSide(await connectFloor(server.address, 16), size);
  await server.stop();
  rmSync(folder, { recursive: true });
  return report;
}

const COLUMNS = [
  'work',
  'embedded /s',
  'server CPU us',
  'mongoose CPU us',
  'floor /s',
  'floor CPU us',
  'served floor /s',
  'served floor CPU us',
  'server : floor',
  'server : served floor',
];

function toRow(name: string, ours: Measure, bare: Measure, served: Measure): string {
  const sides = [bare, served].flatMap(({ perSecond, cpuUs }) => [perSecond, cpuUs]);
  const cells = [ours.perSecond, ours.cpuUs, ours.clientUs, ...sides].map(Math.round);
  const ratios = [bare, served].map(({ cpuUs }) => (ours.cpuUs / cpuUs).toFixed(1));
  return `| ${[name, ...cells, ...ratios].join(' | ')} |`;
}

async function benchAll(): Promise<void> {
  const summary: Record<string, number> = {};
  for (const size of (argument('sizes') ?? '10000,100000,1000000').split(',').map(Number)) {
    const floor = await benchFloor(size);
    const served = await benchServedFloor(size);
    const { report, ...other } = await benchEmbedded(size);
    const { busy, idle, diskMb, memoryMb, reopenMs } = other;
    console.log(`\n### ${size.toLocaleString('en')} documents, three indexes\n`);
    console.log(`| ${COLUMNS.join(' | ')} |\n| --- |${' ---: |'.repeat(COLUMNS.length - 1)}`);
    const ratio = (name: string, side: Report): number =>
      (report[name]?.cpuUs ?? 0) / (side[name]?.cpuUs ?? 1);
    for (const [name, ours] of Object.entries(report)) {
      console.log(toRow(name, ours, floor[name] ?? ours, served[name] ?? ours));
    }
    console.log(
      `\nreopen ${Math.round(reopenMs)} ms · disk ${Math.round(diskMb)} MiB · memory ${Math.round(memoryMb)} MiB · ` +
        `longest wait of a pinging client ${busy.waitMs.toFixed(1)} ms, with at most ` +
        `${busy.cpuMs.toFixed(1)} ms of the server's CPU between two pings ` +
        `(${idle.waitMs.toFixed(1)} ms with nothing to wait for)`,
    );
    Object.assign(summary, {
      creates_c16: Math.round(report['create c16']?.perSecond ?? 0),
      finds_c16: Math.round(report['findOne c16']?.perSecond ?? 0),
      cpu_ratio_create: ratio('create c16', floor),
      cpu_ratio_find: ratio('findOne c16', floor),
      cpu_ratio_create_served: ratio('create c16', served),
      cpu_ratio_find_served: ratio('findOne c16', served),
      reopen_ms_1m: Math.round(reopenMs),
      idle_wait_ms: Math.round(idle.waitMs * 10) / 10,
      longest_wait_cpu_ms: Math.round(busy.cpuMs * 10) / 10,
      longest_wait_ms: Math.round(busy.waitMs * 10) / 10,
    });
  }
  if (process.argv.includes('--json')) console.log(JSON.stringify(summary));
}

const mongoFolder = argument('mongo');
const floorFolder = argument('floor');
if (mongoFolder !== undefined) {
  const { uri } = await startEmbeddedMongo({ dataDir: mongoFolder, thread: 'this' });
  process.send?.(uri);
} else if (floorFolder !== undefined) {
  const address = join(floorFolder, 'socket');
  await serveFloor(openFloor(floorFolder), address);
  process.send?.(address);
} else await benchAll();
