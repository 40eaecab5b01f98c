import type { Actor } from '../ticket.ts';
import { TicketImportError } from './errors.ts';
import type { TicketImport, TicketImportReport } from './job.ts';
import type { StopSignal, TicketImportPorts } from './ports.ts';
import { readImportJob } from './read-job.ts';
import type { ImportRow } from './read-row.ts';

/** Rows that are written at the same time; progress is kept after each such stride. */
const stride = 100;

/**
 * Runs a job that was started, or goes on with one that died: the same file gives the same rows, and a row that is
 * here already is found by its key. Returns when it ended or was stopped; throws `ticket_import_conflict` when another
 * run has taken the job over.
 */
export async function runTicketImport(
  id: string,
  ports: TicketImportPorts,
  signal: StopSignal,
): Promise<void> {
  let job = await ports.jobs.find(id);
  if (job?.status !== 'running') return;
  const { rows, faults } = await readImportJob(job, ports);
  const bad = { badRows: new Set(faults.map(({ row }) => row)).size, faults: faults.length };
  let report: TicketImportReport = { added: 0, same: 0, ...job.report, ...bad };
  const { done: begun } = job.progress;
  for (let from = begun; from < rows.length && !signal.aborted; from += stride) {
    const batch = rows.slice(from, from + stride);
    const running = job;
    const written = await Promise.all(batch.map((row) => writeRow(row, running, ports)));
    const added = written.filter((what) => what === 'added').length;
    report = {
      ...report,
      added: report.added + added,
      same: report.same + written.length - added,
    };
    job = await saveJob(job, { report, progress: toProgress(from + batch.length, rows) }, ports);
  }
  if (signal.aborted) return;
  await endRun(job, { report, progress: toProgress(rows.length, rows) }, ports);
}

const toProgress = (done: number, rows: readonly ImportRow[]) => ({ done, total: rows.length });

/** A file without faults is not needed any more. */
async function endRun(
  job: TicketImport,
  change: Required<Pick<TicketImport, 'report' | 'progress'>>,
  ports: TicketImportPorts,
): Promise<void> {
  const isClean = change.report.faults === 0;
  if (isClean) await ports.jobs.removeFile(job.id);
  const { fileUntil, ...rest } = job;
  const kept = !isClean && fileUntil !== undefined ? { fileUntil } : {};
  const ended = { ...rest, ...kept, ...change, status: 'done', endedAt: ports.now() } as const;
  await saveJob(ended, {}, ports);
}

/** The job one version on. Throws `ticket_import_conflict`. */
export async function saveJob(
  job: TicketImport,
  change: Partial<TicketImport>,
  { jobs }: Pick<TicketImportPorts, 'jobs'>,
): Promise<TicketImport> {
  const next = { ...job, ...change, version: job.version + 1 };
  if (!(await jobs.save(next))) throw new TicketImportError('ticket_import_conflict');
  return next;
}

/** One row as a ticket; what this same run wrote before it died counts as its own. */
async function writeRow(
  row: ImportRow,
  job: TicketImport,
  { imported, reporters, openTicket, toKey }: TicketImportPorts,
): Promise<'added' | 'same'> {
  const { source, externalNumber, kind, openness, facts, receivedOn } = row;
  const key = toKey(source, externalNumber ?? toContent(row));
  // As the handler of the source's own posts names it: a matter that comes both ways is one ticket.
  const id = `t-intake-m-${key}`;
  const earlier =
    (externalNumber !== undefined && (await imported.findByExternal(source, externalNumber))) ||
    (await imported.find(id));
  const isOwn = (ticket: { readonly origin?: { readonly importId: string } }): boolean =>
    ticket.origin?.importId === job.id;
  if (earlier !== undefined) return isOwn(earlier) ? 'added' : 'same';
  const personId = await reporters.save(row, key);
  const { ticket } = await openTicket({
    id,
    kind,
    source,
    openness,
    facts,
    traceId: `import-${job.id}`,
    by: toActor(job),
    isQuiet: job.choices.isTold !== true,
    origin: {
      importId: job.id,
      row: row.row,
      ...(externalNumber !== undefined && { externalNumber }),
      ...(receivedOn !== undefined && { receivedOn }),
    },
    ...(personId !== undefined && { personId }),
  });
  return isOwn(ticket) ? 'added' : 'same';
}

/** What a row without a number is known by: all that it says. */
function toContent({ facts, reporter, receivedOn }: ImportRow): string {
  return `row ${JSON.stringify([facts, reporter, receivedOn])}`;
}

function toActor({ createdBy: { accountId, name } }: TicketImport): Actor {
  return { kind: 'staff', accountId, name };
}
