import { createHash, randomUUID } from 'node:crypto';
import { createImports } from '../../knowledge/index.ts';
import { fold, toSimplified } from '../../platform/fold/index.ts';
import { createReadFile } from '../../platform/read-files/index.ts';
import type { House } from './house.ts';

const leaseMs = 10_000;
/** How soon a run whose process died is taken up: its lease must have run out. */
const lookEveryMs = 5_000;
const digestLength = 24;

export type HouseImports = ReturnType<typeof openImports>;

/** Imports of knowledge: one runs in one process at a time, and goes on in the next when that one dies. */
export function openImports(house: House) {
  const { importJobs: jobs, knowledge, tables, statutes, leases, now, onError } = house;
  const running = new Set<Promise<void>>();
  let isStopping = false;
  let timer: NodeJS.Timeout | undefined;
  const imports = createImports({
    jobs,
    readFile: createReadFile(),
    entries: knowledge,
    tables,
    statutes,
    fold,
    toSimplified,
    digest: toDigest,
    fingerprint: toDigest,
    now,
    newId: randomUUID,
    runOnce: async (name, work) => {
      await leases.withLease(name, leaseMs, (lost) =>
        work({
          get aborted() {
            return isStopping || lost.aborted;
          },
        }),
      );
    },
  });

  function runAside(work: () => Promise<void>): void {
    const run = work()
      .catch(onError)
      .finally(() => running.delete(run));
    running.add(run);
  }

  return {
    ...imports,
    find: jobs.find,
    list: jobs.list,
    readFile: jobs.readFile,
    runInBackground: (id: string) => runAside(() => imports.run(id)),
    /** Goes on with what a process that died left running, now and later. */
    resumeInBackground(): void {
      runAside(imports.resume);
      timer = setInterval(() => running.size === 0 && runAside(imports.resume), lookEveryMs);
      timer.unref();
    },
    /** Waits for the item at hand; the rest is done after the next start. */
    async stop(): Promise<void> {
      isStopping = true;
      clearInterval(timer);
      await Promise.all(running);
    },
  };
}

function toDigest(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex').slice(0, digestLength);
}
