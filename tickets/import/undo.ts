import type { Ticket } from '../ticket.ts';
import type { KeptReason, TicketImport, TicketImportUndo } from './job.ts';
import type { StopSignal, TicketImportPorts } from './ports.ts';
import { saveJob } from './run.ts';

const stride = 50;
const mostKept = 200;

/**
 * Takes the tickets of an import back, or goes on where that stopped: what nobody touched and nobody was told of is
 * deleted with its reporter's name and number, all else stays and is listed. The numbers are in the audit before they
 * are gone.
 */
export async function runUndo(
  id: string,
  ports: TicketImportPorts,
  signal: StopSignal,
): Promise<void> {
  let job = await ports.jobs.find(id);
  while (job?.status === 'undoing' && job.undo !== undefined && !signal.aborted) {
    await ports.reporters.forget(job.undo.leaving);
    const tickets = await ports.imported.listOfImport(id, job.undo.row, stride);
    const last = tickets.at(-1)?.origin?.row;
    if (last === undefined) {
      // What went in a stride that died was not counted there.
      const removed = (job.report?.added ?? 0) - job.undo.keptCount;
      const undo = { ...job.undo, removed, leaving: [] };
      await saveJob(job, { status: 'undone', undo }, ports);
      return;
    }
    job = await undoBatch(job, job.undo, tickets, last, ports);
  }
}

async function undoBatch(
  job: TicketImport,
  undo: TicketImportUndo,
  tickets: readonly Ticket[],
  last: number,
  ports: TicketImportPorts,
): Promise<TicketImport> {
  const leaving = tickets.filter((ticket) => findKeptReason(ticket) === undefined);
  const people = leaving.flatMap(({ personId }) => (personId === undefined ? [] : [personId]));
  // First whose record goes, then the tickets: after a death nobody's number is left behind.
  const noted = await saveJob(job, { undo: { ...undo, leaving: people } }, ports);
  if (leaving.length > 0) {
    const numbers = leaving.map(({ number }) => number).join(' ');
    const { accountId } = undo.by;
    const action = 'ticket_import.take_back';
    await ports.audit({ accountId, action, object: job.id, reason: numbers });
  }
  const kept: TicketImportUndo['kept'][number][] = [];
  for (const ticket of tickets) {
    const because = findKeptReason(ticket);
    const isGone = because === undefined && (await ports.imported.remove(ticket));
    if (!isGone) kept.push({ number: ticket.number, because: because ?? 'worked_on' });
  }
  const next = {
    ...undo,
    row: last,
    removed: undo.removed + tickets.length - kept.length,
    keptCount: undo.keptCount + kept.length,
    kept: [...undo.kept, ...kept].slice(0, mostKept),
    leaving: people,
  };
  return saveJob(noted, { undo: next }, ports);
}

/** Why a ticket must stay; undefined while it is as the import made it. */
function findKeptReason({ history, version }: Ticket): KeptReason | undefined {
  if (history.length > 1 || version > 1) return 'worked_on';
  return history[0]?.told.kind === 'told' ? 'told' : undefined;
}
