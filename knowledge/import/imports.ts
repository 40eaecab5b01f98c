import type { Who } from '../entry.ts';
import { ImportError } from './errors.ts';
import type { ImportJob } from './job.ts';
import type { SourceChoice } from './plan.ts';
import type { ImportPorts } from './ports.ts';
import { previewJob, type ImportPreview } from './preview.ts';
import { readJob, type ReadJob } from './read-sources.ts';
import { runImport } from './run-import.ts';

const mostFiles = 500;
const mostBytes = 200 * 1024 * 1024;
const mostTries = 8;

export type ImportChoices = {
  readonly choices: readonly (SourceChoice & { readonly source: string })[];
  readonly checkedThrough?: string;
};

/** The acts of an import: open, add files, look, choose, start, and go on after a death. Refusals are ImportError. */
export type Imports = {
  readonly open: (by: Who) => Promise<ImportJob>;
  readonly addFile: (id: string, name: string, bytes: Uint8Array) => Promise<ImportJob>;
  /** Sources that are not named stay as they were chosen. */
  readonly choose: (id: string, choices: ImportChoices) => Promise<ImportJob>;
  /** What it would do; nothing is written. */
  readonly preview: (id: string) => Promise<ImportPreview>;
  /** The plan alone, for the list of faults. */
  readonly read: (id: string) => Promise<ReadJob>;
  /** From here on it runs, in this process or, should that die, in the next. */
  readonly start: (id: string) => Promise<ImportJob>;
  readonly run: (id: string) => Promise<void>;
  /** Whether any statute is here: till then answers name articles without their text. */
  readonly hasStatutes: () => Promise<boolean>;
  /** Goes on with all that were running. */
  readonly resume: () => Promise<void>;
};

export function createImports(ports: ImportPorts): Imports {
  const { jobs, fingerprint, now, newId, runOnce } = ports;

  async function find(id: string): Promise<ImportJob> {
    const job = await jobs.find(id);
    if (job === undefined) throw new ImportError('import_not_found');
    return job;
  }

  /** Changes an open job; several files of one folder come at the same time. */
  async function change(
    id: string,
    apply: (job: ImportJob) => Partial<ImportJob>,
  ): Promise<ImportJob> {
    for (let tries = 0; tries < mostTries; tries += 1) {
      const job = await find(id);
      if (job.status !== 'open' && job.status !== 'failed')
        throw new ImportError('import_not_open');
      const next = { ...startOver(job, apply(job)), version: job.version + 1 };
      if (await jobs.save(next)) return next;
    }
    throw new ImportError('import_conflict');
  }

  async function run(id: string): Promise<void> {
    await runOnce(`import-${id}`, async (signal) => {
      try {
        await runImport(id, ports, signal);
      } catch (error) {
        // Another process took it over: this one was too slow to keep its lease.
        if (isConflict(error)) return;
        await fail(id);
        throw error;
      }
    });
  }

  async function fail(id: string): Promise<void> {
    const job = await jobs.find(id);
    if (job?.status !== 'running') return;
    await jobs.save({ ...job, status: 'failed', endedAt: now(), version: job.version + 1 });
  }

  return {
    async open(by) {
      const job: ImportJob = {
        id: newId(),
        version: 1,
        status: 'open',
        createdAt: now(),
        createdBy: by,
        files: [],
        choices: [],
        progress: { done: 0, total: 0 },
        attempts: 0,
      };
      await jobs.insert(job);
      return job;
    },
    async addFile(id, name, bytes) {
      const file = { id: fingerprint(bytes), name, sizeBytes: bytes.length };
      refuseTooMuch(await find(id), file.sizeBytes);
      await jobs.addFile(id, file, bytes);
      return change(id, (job) => {
        refuseTooMuch(job, file.sizeBytes);
        const isKnown = job.files.some((known) => known.id === file.id && known.name === name);
        return isKnown ? {} : { files: [...job.files, file] };
      });
    },
    choose: (id, { choices, checkedThrough }) =>
      change(id, (job) => ({
        choices: mergeChoices(job.choices, choices),
        ...(checkedThrough !== undefined && { checkedThrough }),
      })),
    preview: async (id) => previewJob(await find(id), ports),
    read: async (id) => readJob(await find(id), ports),
    async start(id) {
      const job = await find(id);
      const { plans } = await readJob(job, ports);
      const items = plans.flatMap((plan) => plan.items);
      if (items.length === 0) throw new ImportError('import_empty');
      const hasStatutes = items.some(({ kind }) => kind === 'statute');
      if (hasStatutes && job.checkedThrough === undefined)
        throw new ImportError('import_day_needed');
      return change(id, () => ({ status: 'running' }));
    },
    run,
    hasStatutes: async () => (await ports.statutes.listVersions()).length > 0,
    async resume() {
      for (const { id } of await jobs.listRunning()) await run(id);
    },
  };
}

function refuseTooMuch({ files }: ImportJob, more: number): void {
  if (files.length >= mostFiles) throw new ImportError('import_too_many_files');
  const sum = files.reduce((bytes, { sizeBytes }) => bytes + sizeBytes, more);
  if (sum > mostBytes) throw new ImportError('import_too_large');
}

function mergeChoices(
  known: ImportJob['choices'],
  more: ImportChoices['choices'],
): ImportJob['choices'] {
  return [...new Map([...known, ...more].map((choice) => [choice.source, choice])).values()];
}

/** What a broken run did is counted by its old plan: with other files or choices the count begins anew. */
function startOver(job: ImportJob, changed: Partial<ImportJob>): ImportJob {
  const isOtherPlan = changed.files !== undefined || changed.choices !== undefined;
  if (job.status !== 'failed' || !isOtherPlan) return { ...job, ...changed };
  const { report: _, ...rest } = { ...job, ...changed };
  return { ...rest, progress: { done: 0, total: 0 } };
}

function isConflict(error: unknown): boolean {
  const isCoded = typeof error === 'object' && error !== null && 'code' in error;
  return isCoded && error.code === 'import_conflict';
}
