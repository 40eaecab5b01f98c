/** The document that every side of the bench writes and reads: about 600 bytes, three indexes. */
export function toTicket(n: number) {
  return {
    number: `T-${n}`,
    status: ['open', 'closed', 'waiting'][n % 3] ?? 'open',
    area: `area-${n % 50}`,
    text: 'what was seen, where and when, in the words of the person '.repeat(7),
    createdAt: new Date(1_767_225_600_000 + n * 1000),
    version: 1,
  };
}

export interface Measure {
  readonly perSecond: number;
  /** CPU of the process that stores, in microseconds for each operation. */
  readonly cpuUs: number;
  /** CPU of the process that asks, when it is another one. */
  readonly clientUs: number;
}

export type Report = Record<string, Measure>;
export type ReadCpu = () => Promise<number>;

const OPERATIONS = { 1: 1000, 16: 6000 } as const;

/** This process's CPU time, in microseconds. */
export function readOwnCpu(): Promise<number> {
  const { user, system } = process.cpuUsage();
  return Promise.resolve(user + system);
}

/** Runs `work` so often, so many at a time. */
export async function measure(
  count: number,
  concurrency: number,
  readCpu: ReadCpu,
  work: (n: number) => Promise<unknown>,
): Promise<Measure> {
  let next = 0;
  const [cpu, own, since] = [await readCpu(), await readOwnCpu(), performance.now()];
  await Promise.all(
    Array.from({ length: concurrency }, async () => {
      while (next < count) await work(next++);
    }),
  );
  const perSecond = count / ((performance.now() - since) / 1000);
  const clientUs = ((await readOwnCpu()) - own) / count;
  return { perSecond, cpuUs: ((await readCpu()) - cpu) / count, clientUs };
}

/** One side of the bench: what each operation is there. */
export interface Side {
  readonly readCpu: ReadCpu;
  readonly insertMany: (from: number) => Promise<unknown>;
  readonly create: (n: number) => Promise<unknown>;
  readonly find: (n: number) => Promise<unknown>;
  readonly update: (n: number) => Promise<unknown>;
}

/** Fills a side with `size` documents and measures every operation on it. */
export async function measureSide(side: Side, size: number): Promise<Report> {
  const { readCpu } = side;
  const bulk = await measure(Math.ceil(size / 1000), 1, readCpu, (n) => side.insertMany(n * 1000));
  const { perSecond, cpuUs, clientUs } = bulk;
  const report: Report = {
    'bulk insert (documents)': {
      perSecond: perSecond * 1000,
      cpuUs: cpuUs / 1000,
      clientUs: clientUs / 1000,
    },
  };
  let created = size * 2;
  const works = {
    create: () => side.create(created++),
    findOne: (n: number) => side.find((n * 7919) % size),
    findOneAndUpdate: (n: number) => side.update((n * 7919) % size),
  };
  for (const [name, work] of Object.entries(works)) {
    for (const concurrency of [1, 16] as const) {
      const count = OPERATIONS[concurrency];
      report[`${name} c${concurrency}`] = await measure(count, concurrency, readCpu, work);
    }
  }
  return report;
}
