import type { EvidenceFile, OutboxRow, TranscriptLine } from '../bot/index.ts';
import {
  findProcedure,
  listAllowedActions,
  mayStepProblem,
  type Procedure,
  type Ticket,
  type TicketAction,
} from '../tickets/index.ts';
import type { Staff } from './caller.ts';
import { nameJoint, type JointNames } from './name-joint.ts';
import { canMoveTickets, canOpenOriginals, canReveal, hasRevealableReporter } from './policies.ts';
import type { AdminPorts } from './ports.ts';
import { guessSorting, type SortGuess } from './sort-guess.ts';
import { findUndoLeftMs } from './undo-window.ts';

/** A ticket with everything around it that its page shows to one caller. */
export type Dossier = {
  readonly ticket: Ticket;
  readonly procedure: Procedure;
  readonly rows: ReadonlyMap<string, OutboxRow>;
  readonly lines: readonly TranscriptLine[];
  readonly evidence: readonly EvidenceFile[];
  /** Lines whose media the platform has not given yet, or never will. */
  readonly media: ReadonlyMap<string, 'waiting' | 'failed'>;
  /** The contact point whose code led here. */
  readonly contactPoint: string | undefined;
  readonly names: ReadonlyMap<string, string>;
  readonly joint: JointNames;
  readonly allowed: readonly TicketAction[];
  readonly canFindProblem: boolean;
  /** The caller's. */
  readonly roles: readonly string[];
  readonly sorting: SortGuess | undefined;
  readonly undoLeftMs: number | undefined;
  readonly canReveal: boolean;
  readonly canOpenOriginals: boolean;
  readonly canCover: boolean;
  readonly asOf: Date;
  readonly lightOf: AdminPorts['lightOf'];
};

type Ports = Pick<
  AdminPorts,
  | 'ticketing'
  | 'outbox'
  | 'transcripts'
  | 'files'
  | 'inbox'
  | 'accounts'
  | 'sorting'
  | 'points'
  | 'lightOf'
  | 'units'
  | 'campaigns'
  | 'now'
>;

/** Gathers what belongs to a ticket. */
export function createLoadDossier(ports: Ports) {
  const { ticketing, outbox, transcripts, files, now } = ports;
  return async function loadDossier(ticket: Ticket, caller: Staff): Promise<Dossier> {
    const procedure = findProcedure(ticketing.procedures, ticket);
    const [rows, lines, evidence, names, sorting, contactPoint] = await Promise.all([
      outbox.listForTicket(ticket.id),
      transcripts.listForTicket(ticket.id),
      files.listForTicket(ticket.id),
      listNames(ports.accounts),
      guessSorting(ports.sorting, ticket),
      findPointName(ports.points, ticket),
    ]);
    const asOf = now();
    const joint = await nameJoint(ports, ticket, caller);
    const allowed = listAllowedActions(ticket, procedure, caller.roles);
    return {
      ticket,
      procedure,
      rows: new Map(rows.map((row) => [row.id, row])),
      lines,
      evidence,
      media: await listMissing(lines, evidence, ports.inbox),
      names,
      joint,
      contactPoint,
      sorting,
      roles: caller.roles,
      allowed,
      canFindProblem: allowed.includes('work_on_problem') && mayStepProblem('find', caller.roles),
      undoLeftMs: findUndoLeftMs(ticket, caller, ticketing.undoMs, asOf),
      canOpenOriginals: canOpenOriginals(caller),
      canCover: canMoveTickets(caller),
      canReveal: canReveal(caller) && hasRevealableReporter(ticket),
      asOf,
      lightOf: ports.lightOf,
    };
  };
}

async function findPointName(
  { store }: Ports['points'],
  { contactPointId }: Ticket,
): Promise<string | undefined> {
  return contactPointId === undefined ? undefined : (await store.find(contactPointId))?.name;
}

/** Looked up for lines without a file alone: few, and only while something is missing. */
async function listMissing(
  lines: readonly TranscriptLine[],
  evidence: readonly EvidenceFile[],
  inbox: Ports['inbox'],
): Promise<Dossier['media']> {
  const kept = new Set(evidence.map(({ id }) => id));
  const open = lines.filter(
    ({ content }) =>
      'fileId' in content && content.fileId !== undefined && !kept.has(content.fileId),
  );
  const rows = await Promise.all(open.map(({ id }) => inbox.find(id)));
  return new Map(
    rows.flatMap((row) =>
      row?.media === 'waiting' || row?.media === 'failed' ? [[row.id, row.media]] : [],
    ),
  );
}

/** The names of all accounts by their ids. */
export async function listNames(
  accounts: AdminPorts['accounts'],
): Promise<ReadonlyMap<string, string>> {
  return new Map((await accounts.list()).map(({ id, name }) => [id, name]));
}
