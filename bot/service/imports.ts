import { createHash, randomUUID } from 'node:crypto';
import { createImports } from '../../knowledge/index.ts';
import { fold, toSimplified } from '../../platform/fold/index.ts';
import { createReadFile } from '../../platform/read-files/index.ts';
import { createBackgroundRuns } from './background-runs.ts';
import type { House } from './house.ts';

const digestLength = 24;

export type HouseImports = ReturnType<typeof openImports>;

/** Imports of knowledge: one runs in one process at a time, and goes on in the next when that one dies. */
export function openImports(house: House) {
  const { importJobs: jobs, knowledge, tables, statutes, now } = house;
  const runs = createBackgroundRuns(house);
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
    runOnce: runs.runOnce,
  });
  return {
    ...imports,
    find: jobs.find,
    list: jobs.list,
    readFile: jobs.readFile,
    runInBackground: (id: string) => runs.runAside(() => imports.run(id)),
    /** Goes on with what a process that died left running, now and later. */
    resumeInBackground: () => runs.resumeInBackground(imports.resume),
    stop: runs.stop,
  };
}

function toDigest(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex').slice(0, digestLength);
}
