/**
 * 问题数据库 over 50,000 tickets with 100,000 problems in the embedded database: what the page asks, beside the same
 * question put to every problem one by one. `npx tsx bench/problems.ts [--tickets=50000]`
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedMongo } from '../platform/embedded-mongo/index.ts';
import { openCollection } from '../platform/mongo/collection.ts';
import {
  connectDatabase,
  createLeases,
  createProblemList,
  prepareDatabase,
} from '../platform/mongo/index.ts';
import { ticketCollection, toTicketDocument } from '../platform/mongo/ticket-document.ts';
import type { Problem, ProblemQuery } from '../tickets/index.ts';
import { buildTicket } from '../test/support/build-ticket.ts';

const size = Number(/^--tickets=(\d+)$/.exec(process.argv[2] ?? '')?.[1] ?? 50_000);
const batchSize = 2000;
const rounds = 3;
const hourMs = 3_600_000;
const since = Date.parse('2024-01-01T00:00:00Z');
const types = ['identification', 'manner', 'record', 'proportion', 'inaction'] as const;
const levels = ['general', 'common', 'major'] as const;
const areas = ['health', 'transport', 'labour', 'ecology'] as const;

function pick<T>(from: readonly [T, ...T[]], n: number): T {
  return from[n % from.length] ?? from[0];
}

function toProblem(ticketId: string, n: number, nth: number): Problem {
  const foundAt = new Date(since + ((n * 7919) % (size * 2)) * hourMs * 0.2 + nth * hourMs * 24);
  return {
    id: `${ticketId}-p${nth + 1}`,
    status: n % 10 === 0 ? 'found' : 'closed',
    type: pick(types, n + nth),
    level: pick(levels, n),
    finding: 'founded',
    actingUnit: `u-${n % 400}`,
    responsibleOrgan: `u-${n % 40}`,
    words: '检查人员未出示执法证件，未制作现场笔录',
    foundAt,
  };
}

function toTicket(n: number) {
  const id = `t-bench-${n}`;
  return buildTicket({
    id,
    number: String(2_600_000_000 + n),
    area: pick(areas, n),
    problems: [toProblem(id, n, 0), toProblem(id, n, 1)],
    createdAt: new Date(since + n * hourMs * 0.2),
  });
}

/** The index of search is left out: it would take most of the time and none of these questions asks it. */
function toDocument(n: number) {
  const { terms: _, ...document } = toTicketDocument(toTicket(n));
  return document;
}

const questions: Readonly<Record<string, ProblemQuery>> = {
  'the newest': {},
  'of a type': { type: 'manner' },
  'of a unit': { unitId: 'u-7' },
  'of a type and a level': { type: 'record', level: 'major' },
  open: { status: 'open' },
  'of an area': { area: 'health' },
  'of a month': {
    from: new Date(since + 300 * 24 * hourMs),
    to: new Date(since + 330 * 24 * hourMs),
  },
  'within bounds': { bounds: { assigneeIds: [], areas: ['labour'] } },
};

/** Every problem looked at, one after the other, without any index. */
const fullScan = [
  { $project: { number: 1, kind: 1, area: 1, problems: 1 } },
  { $unwind: '$problems' },
  { $match: { 'problems.status': { $ne: 'dropped' } } },
  { $sort: { 'problems.foundAt': -1, 'problems.id': -1 } },
  { $limit: 50 },
];

async function measureMs(times: number, ask: () => Promise<unknown>): Promise<number> {
  const all: number[] = [];
  for (let round = 0; round < times; round += 1) {
    const begun = performance.now();
    await ask();
    all.push(performance.now() - begun);
  }
  return all.toSorted((a, b) => a - b)[Math.floor(times / 2)] ?? 0;
}

const folder = mkdtempSync(join(tmpdir(), 'bench-problems-'));
const server = await startEmbeddedMongo({ dataDir: folder });
const database = await connectDatabase(server.uri, { dbName: 'duxin' });
try {
  await prepareDatabase(
    database,
    createLeases(database, 'bench', () => new Date()),
  );
  const tickets = openCollection(database, ticketCollection);
  const begun = performance.now();
  for (let from = 0; from < size; from += batchSize) {
    const count = Math.min(batchSize, size - from);
    await tickets.insertMany(Array.from({ length: count }, (_, at) => toDocument(from + at)));
  }
  const filledS = (performance.now() - begun) / 1000;
  console.log(`${size} tickets, ${size * 2} problems, stored in ${filledS.toFixed(1)} s\n`);
  const problems = createProblemList(database);
  const scan = await measureMs(1, () => tickets.aggregate(fullScan).toArray());
  console.log(`plain full scan          ${scan.toFixed(0).padStart(6)} ms\n`);
  console.log('question                  list ms  scan / list   figures ms');
  for (const [name, query] of Object.entries(questions)) {
    const list = await measureMs(rounds, () => problems.list(query, { page: 1, pageSize: 50 }));
    const figures = await measureMs(rounds, () => problems.readFigures(query));
    const cells = [
      list.toFixed(0).padStart(11),
      (scan / list).toFixed(1).padStart(13),
      figures.toFixed(0).padStart(13),
    ];
    console.log(`${name.padEnd(22)}${cells.join('')}`);
  }
} finally {
  await database.close();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
