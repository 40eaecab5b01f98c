import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AdminPorts } from '../../admin/index.ts';
import {
  createImports,
  type Entry,
  type ImportJob,
  type ImportStore,
  type TableRow,
  type TableStore,
} from '../../knowledge/index.ts';
import { createReadFile, writeCsv, writeXlsx } from '../../platform/read-files/index.ts';
import { createInMemoryStatuteStore } from './in-memory-statute-store.ts';
import { planTools } from './plan-tools.ts';

/** What the desk's tables and imports lie in. */
type Data = {
  readonly entries: Map<string, Entry>;
  readonly tableRows: Map<string, TableRow>;
  importPauseMs: number;
};

/** The desk's tables and imports, in memory. */
export function createImportDesk(
  data: Data,
  now: () => Date,
): Pick<AdminPorts, 'tables' | 'imports' | 'sheets' | 'fold'> {
  const jobs = createJobs();
  const tables = createTables(data.tableRows);
  const imports = createImports({
    ...planTools,
    jobs,
    readFile: createReadFile(),
    tables,
    statutes: createInMemoryStatuteStore(),
    entries: {
      list: async () => [...data.entries.values()],
      find: async (id) => data.entries.get(id),
      insert: async (entry) => {
        if (data.importPauseMs > 0) await sleep(data.importPauseMs);
        if (data.entries.has(entry.id)) return false;
        data.entries.set(entry.id, entry);
        return true;
      },
      save: async (entry) => putNext(data.entries, entry),
    },
    fingerprint: (bytes) => createHash('sha256').update(bytes).digest('hex').slice(0, 24),
    now,
    newId: randomUUID,
    runOnce: (_, work) => work({ aborted: false }),
  });
  return {
    tables,
    imports: {
      ...imports,
      find: jobs.find,
      list: jobs.list,
      readFile: jobs.readFile,
      runInBackground: (id) => void imports.run(id),
    },
    sheets: { writeCsv, writeXlsx },
    fold: planTools.fold,
  };
}

function createJobs(): ImportStore {
  const jobs = new Map<string, ImportJob>();
  const files = new Map<string, Uint8Array>();
  return {
    insert: async (job) => {
      if (jobs.has(job.id)) return false;
      jobs.set(job.id, job);
      return true;
    },
    find: async (id) => jobs.get(id),
    list: async (limit) => [...jobs.values()].toReversed().slice(0, limit),
    listRunning: async () => [...jobs.values()].filter(({ status }) => status === 'running'),
    save: async (job) => putNext(jobs, job),
    addFile: async (jobId, { id }, bytes) => void files.set(`${jobId}-${id}`, bytes),
    readFile: async (jobId, fileId) => files.get(`${jobId}-${fileId}`),
  };
}

function createTables(rows: Map<string, TableRow>): TableStore {
  return {
    list: async (kind) =>
      [...rows.values()].filter((row) => kind === undefined || row.kind === kind),
    find: async (id) => rows.get(id),
    insert: async (row) => {
      if (rows.has(row.id)) return false;
      rows.set(row.id, row);
      return true;
    },
    save: async (row) => putNext(rows, row),
    remove: async ({ id, version }) => rows.get(id)?.version === version && rows.delete(id),
    seed: async (shipped) => {
      for (const row of shipped) if (!rows.has(row.id)) rows.set(row.id, row);
    },
  };
}

/** Version n + 1 over version n. */
function putNext<T extends { readonly id: string; readonly version: number }>(
  all: Map<string, T>,
  value: T,
): boolean {
  if (all.get(value.id)?.version !== value.version - 1) return false;
  all.set(value.id, value);
  return true;
}
