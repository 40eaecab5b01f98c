import { toShanghaiDay } from '../shanghai-day.ts';
import { TicketImportError } from './errors.ts';
import type { TicketImport } from './job.ts';
import { planImport, type ImportPlan } from './plan.ts';
import type { TicketImportPorts } from './ports.ts';
import { toSheet, type ImportSheet } from './sheet.ts';

/** Reads bytes as a sheet. Throws `ticket_import_unreadable` with the file's fault, `ticket_import_empty` without rows. */
export async function readSheet(
  name: string,
  bytes: Uint8Array,
  { readRows }: Pick<TicketImportPorts, 'readRows'>,
): Promise<ImportSheet> {
  const read = await readRows(name, bytes);
  if ('fault' in read) throw new TicketImportError('ticket_import_unreadable', read.fault);
  const sheet = toSheet(read.rows);
  if (sheet.rows.length === 0) throw new TicketImportError('ticket_import_empty');
  return sheet;
}

/** Reads the job's file again and plans it, as of the day on which it was started. */
export async function readImportJob(
  job: TicketImport,
  ports: Pick<TicketImportPorts, 'jobs' | 'readRows' | 'memory' | 'now'>,
): Promise<ImportPlan> {
  const bytes = await ports.jobs.readFile(job.id);
  if (bytes === undefined) throw new TicketImportError('ticket_import_file_gone');
  const sheet = await readSheet(job.file.name, bytes, ports);
  const { source } = job.choices;
  const remembered = source === undefined ? new Map() : await ports.memory.load(source);
  return planImport(sheet, job.choices, remembered, toShanghaiDay(job.startedAt ?? ports.now()));
}
