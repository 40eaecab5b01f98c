import { appendStep } from './advance.ts';
import { computeDue } from './deadlines.ts';
import { createNumber } from './number.ts';
import { toNoticeKey } from './notices.ts';
import type { Routed, TicketPorts } from './ports.ts';
import { currentProcedure } from './procedure.ts';
import type { Procedure } from './procedure.ts';
import { toRoutedValues } from './routing/apply-desk.ts';
import { toDayStart, toShanghaiDay } from './shanghai-day.ts';
import type { Actor, AreaGuess, Due, Step, Ticket, Told, UrgentReason } from './ticket.ts';

export type OpenRequest = Pick<
  Ticket,
  'id' | 'kind' | 'source' | 'openness' | 'facts' | 'traceId'
> &
  Partial<
    Pick<Ticket, 'personId' | 'standing' | 'area' | 'splitFrom' | 'contactPointId' | 'origin'>
  > & {
    readonly by: Actor;
    /** It cannot wait: marked so from the first moment. */
    readonly urgency?: UrgentReason;
    /** Whether nobody is told that it was opened. */
    readonly isQuiet?: boolean;
  };

/** `receiptCode` is absent where there is no reporter to hold it. */
export type Opened = { readonly ticket: Ticket; readonly receiptCode?: string };

const maxTries = 20;

/**
 * Opens a ticket. Idempotent by `id`: a repeat returns the ticket first stored and the same code. Leading document: the
 * ticket itself. A reporter who files hears in the conversation; one for whom staff file is sent a notice.
 */
export function createOpenTicket(ports: TicketPorts) {
  return async function openTicket(request: OpenRequest): Promise<Opened> {
    const receiptCode =
      request.personId === undefined ? undefined : ports.deriveReceiptCode(request.id);
    const guess =
      request.area === undefined ? ports.guessArea?.(request.kind, request.facts) : undefined;
    const area = request.area ?? guess?.area;
    const routed = await ports.route?.({ ...request, ...(area !== undefined && { area }) });
    for (let tries = 0; tries < maxTries; tries += 1) {
      const ticket = toOpenTicket(request, { receiptCode, guess, routed }, ports);
      const result = await ports.store.insert(ticket);
      if (result.kind === 'number_taken') continue;
      const stored = result.kind === 'replay' ? result.ticket : ticket;
      if (stored.pendingFrom !== undefined) await ports.ring(stored.id);
      return { ticket: stored, ...(receiptCode !== undefined && { receiptCode }) };
    }
    throw new Error(`no free ticket number after ${maxTries} tries`);
  };
}

/** What was worked out before the ticket is written. */
type Found = {
  readonly receiptCode: string | undefined;
  readonly guess: AreaGuess | undefined;
  readonly routed: Routed | undefined;
};

function toOpenTicket(
  { by, urgency, isQuiet = false, ...request }: OpenRequest,
  { receiptCode, guess, routed }: Found,
  ports: TicketPorts,
): Ticket {
  const at = ports.now();
  const procedure = currentProcedure(ports.procedures, request.kind, at);
  const year = Number(toShanghaiDay(at).slice(0, 4));
  const status =
    (request.personId === undefined && procedure.entryWithoutReporter[request.kind]) || 'received';
  const due = toEntryDue(procedure, status, toReceivedAt(request) ?? at, ports);
  const values = {
    ...(guess !== undefined && { area: guess.area, sortedBy: guess.by }),
    ...(urgency !== undefined && { urgency }),
    ...(routed !== undefined && toRoutedValues(routed)),
  };
  const ticket: Ticket = {
    ...request,
    ...(guess !== undefined && { area: guess.area }),
    version: 1,
    number: createNumber(year, ports.randomInt),
    procedure: { id: procedure.id, version: procedure.version },
    status,
    problems: [],
    history: [],
    ...(receiptCode !== undefined && { receiptHash: ports.hashReceiptCode(receiptCode) }),
    createdAt: at,
    updatedAt: at,
  };
  return appendStep(ticket, {
    seq: 1,
    action: 'open',
    to: status,
    at,
    by,
    ...(Object.keys(values).length > 0 && { values }),
    ...(due !== undefined && { clock: { kind: 'started', due } }),
    told: isQuiet ? notTold('imported_quietly') : toTold(ticket, by, due, at),
  });
}

function toReceivedAt({ origin }: Pick<OpenRequest, 'origin'>): Date | undefined {
  return origin?.receivedOn === undefined ? undefined : toDayStart(origin.receivedOn);
}

function toEntryDue(
  { entryLimits, limits }: Procedure,
  status: Ticket['status'],
  at: Date,
  { calendar }: TicketPorts,
): Due | undefined {
  const limit = entryLimits[status];
  return limit === undefined ? undefined : computeDue(limit, limits, at, calendar);
}

function toTold(ticket: Ticket, by: Actor, due: Due | undefined, at: Date): Step['told'] {
  if (ticket.personId === undefined) return notTold('no_reporter');
  if (by.kind === 'reporter') return notTold('answered_in_conversation');
  if (due === undefined) return notTold('internal_step');
  return {
    kind: 'told',
    personId: ticket.personId,
    noticeKey: toNoticeKey(ticket.kind, 'opened'),
    values: { number: ticket.number, due: toShanghaiDay(due.at), reason: '', text: '' },
    tellAt: at,
  };
}

function notTold(because: Extract<Told, { kind: 'not_told' }>['because']): Told {
  return { kind: 'not_told', because };
}
