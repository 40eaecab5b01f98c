import { toShanghaiDay } from '../shanghai-day.ts';
import { toRemembered, planImport, type ImportPlan } from './plan.ts';
import { findSource } from './fields.ts';
import { TicketImportError } from './errors.ts';
import type { ImportChoices, TicketImport } from './job.ts';
import type { TicketImportPorts } from './ports.ts';
import { readImportJob, readSheet } from './read-job.ts';
import type { ImportSheet } from './sheet.ts';
import { runTicketImport, saveJob } from './run.ts';
import { runUndo } from './undo.ts';

type Who = TicketImport['createdBy'];

/** How long the sealed file of an import is kept. */
const fileDays = 7;
/** How long an import can be taken back. */
export const undoDays = 7;
const dayMs = 86_400_000;

/** The acts of an import of tickets. Refusals are TicketImportError. */
export type TicketImports = {
  readonly open: (by: Who, name: string, bytes: Uint8Array) => Promise<TicketImport>;
  readonly choose: (id: string, choices: ImportChoices) => Promise<TicketImport>;
  /** What it would do; nothing is written. */
  readonly plan: (id: string) => Promise<{ readonly job: TicketImport; readonly plan: ImportPlan }>;
  /** From here on it runs, in whichever worker takes it up. */
  readonly start: (id: string) => Promise<TicketImport>;
  readonly undo: (id: string, by: Who) => Promise<TicketImport>;
  /** Forgets one that was never started, with its file. */
  readonly discard: (id: string) => Promise<void>;
  /** Goes on with all that run or are being taken back, and deletes files whose time has come. */
  readonly resume: () => Promise<void>;
};

/** Whether an import may still be taken back. */
export function canUndoImport({ status, endedAt }: TicketImport, now: Date): boolean {
  if (status !== 'done' || endedAt === undefined) return false;
  return now.getTime() - endedAt.getTime() <= undoDays * dayMs;
}

export function createTicketImports(ports: TicketImportPorts): TicketImports {
  const { jobs, memory, now, newId, runOnce } = ports;

  async function find(id: string): Promise<TicketImport> {
    const job = await jobs.find(id);
    if (job === undefined) throw new TicketImportError('ticket_import_not_found');
    return job;
  }

  async function findOpen(id: string): Promise<TicketImport> {
    const job = await find(id);
    if (job.status !== 'open' && job.status !== 'failed') {
      throw new TicketImportError('ticket_import_not_open');
    }
    return job;
  }

  async function run(id: string): Promise<void> {
    await runOnce(`ticket-import-${id}`, async (signal) => {
      try {
        await runTicketImport(id, ports, signal);
        await runUndo(id, ports, signal);
      } catch (error) {
        // Another process took it over: this one was too slow to keep its lease.
        if (isConflict(error)) return;
        const job = await jobs.find(id);
        // What is being taken back goes on by itself; a run waits for a person.
        if (job?.status === 'running') await saveJob(job, { status: 'failed' }, ports);
        throw error;
      }
    });
  }

  async function dropFile(job: TicketImport): Promise<void> {
    await jobs.removeFile(job.id);
    const { fileUntil: _, ...rest } = job;
    await jobs.save({ ...rest, version: job.version + 1 });
  }

  return {
    async open(by, name, bytes) {
      const sheet = await readSheet(name, bytes, ports);
      const job: TicketImport = {
        id: newId(),
        version: 1,
        status: 'open',
        createdAt: now(),
        createdBy: by,
        file: { name, sizeBytes: bytes.length, rows: sheet.rows.length },
        fileUntil: new Date(now().getTime() + fileDays * dayMs),
        choices: guessChoices(name, sheet, toShanghaiDay(now())),
        progress: { done: 0, total: 0 },
      };
      await jobs.insert(job, bytes);
      return job;
    },
    async choose(id, choices) {
      // What a broken run did is counted by its old plan: with other choices the count begins anew.
      const { report: _, ...job } = await findOpen(id);
      return saveJob(job, { choices, progress: { done: 0, total: 0 } }, ports);
    },
    async plan(id) {
      const job = await find(id);
      return { job, plan: await readImportJob(job, ports) };
    },
    async start(id) {
      const job = await findOpen(id);
      const plan = await readImportJob(job, ports);
      if (plan.rows.length === 0) throw new TicketImportError('ticket_import_empty');
      const { source } = job.choices;
      if (source !== undefined) await memory.save(source, toRemembered(plan));
      const startedAt = job.startedAt ?? now();
      // What was guessed is settled: the memory of headings may change under a run that goes on later.
      const choices = { ...job.choices, fields: plan.fields };
      const progress = { done: job.progress.done, total: plan.rows.length };
      return saveJob(job, { status: 'running', startedAt, choices, progress }, ports);
    },
    async undo(id, by) {
      const job = await find(id);
      if (!canUndoImport(job, now())) throw new TicketImportError('ticket_import_undo_too_late');
      const nothing = { row: 0, removed: 0, keptCount: 0, kept: [], leaving: [] };
      return saveJob(job, { status: 'undoing', undo: { by, at: now(), ...nothing } }, ports);
    },
    async discard(id) {
      const { progress } = await findOpen(id);
      if (progress.done > 0) throw new TicketImportError('ticket_import_not_open');
      await jobs.remove(id);
    },
    async resume() {
      for (const job of await jobs.listFileDue(now())) await dropFile(job);
      const failures: unknown[] = [];
      for (const { id } of await jobs.listActive()) {
        // One that fails keeps no other back.
        await run(id).catch((error: unknown) => failures.push(error));
      }
      if (failures.length > 0) throw failures[0];
    },
  };
}

/** What a file most likely is, by its name and headings; the person may say otherwise. */
function guessChoices(name: string, sheet: ImportSheet, today: string): ImportChoices {
  const { fields } = planImport({ ...sheet, rows: [] }, {}, new Map(), today);
  const source = fields.includes('source')
    ? undefined
    : (findSource(name) ?? findSource(sheet.headings.join(' ')));
  return {
    ...(source !== undefined && { source }),
    ...(!fields.includes('kind') && { kind: 'complaint' }),
  };
}

function isConflict(error: unknown): boolean {
  const isCoded = typeof error === 'object' && error !== null && 'code' in error;
  return isCoded && error.code === 'ticket_import_conflict';
}
