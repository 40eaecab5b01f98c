import { refuseStranger } from './act.ts';
import type { TicketRequest } from './act.ts';
import { withHistory } from './course.ts';
import { changeTicket } from './change-ticket.ts';
import { TicketError } from './errors.ts';
import type { TicketErrorCode } from './errors.ts';
import { mayAct } from './policy.ts';
import type { TicketPorts } from './ports.ts';
import type { Actor, Step, Ticket } from './ticket.ts';

/** The relay may already be projecting a notice this close to its time. */
const marginMs = 2000;
/** What reaches other documents, or another procedure, is not taken back by one write: it is done again. */
const final: readonly Step['action'][] = ['open', 'undo', 'merge', 'split', 'sort'];

/**
 * Takes back the last step: its notice is never sent, a new line restores what was before. Only its own author may,
 * with a role that undoes, until 2 s before the notice leaves. Leading document: the ticket. Throws TicketError.
 */
export function createUndoStep(ports: Pick<TicketPorts, 'store' | 'ring' | 'now' | 'undoMs'>) {
  return async function undoStep(request: TicketRequest): Promise<Ticket> {
    return changeTicket(ports, request, (ticket) => {
      refuseStranger(ticket, 'undo', request);
      const now = ports.now();
      const refusal = refuseUndo(ticket, request.by, now, ports.undoMs);
      if (refusal !== undefined) throw new TicketError(refusal);
      return undoLastStep(ticket, request.by, now);
    });
  };
}

/** Whether this account may still undo the last step: what a screen shows. */
export function canUndo(
  ticket: Ticket,
  { by, roles }: { readonly by: Actor; readonly roles: readonly string[] },
  now: Date,
  undoMs: number,
): boolean {
  return mayAct('undo', roles) && refuseUndo(ticket, by, now, undoMs) === undefined;
}

function refuseUndo(
  ticket: Ticket,
  by: Actor,
  now: Date,
  undoMs: number,
): TicketErrorCode | undefined {
  const last = ticket.history.at(-1);
  if (last === undefined || last.by.kind !== 'staff' || final.includes(last.action)) {
    return 'ticket_step_refused';
  }
  if (by.kind !== 'staff' || by.accountId !== last.by.accountId) return 'ticket_not_permitted';
  const leavesAt =
    last.told.kind === 'told' ? last.told.tellAt.getTime() : last.at.getTime() + undoMs;
  return now.getTime() > leavesAt - marginMs ? 'ticket_undo_too_late' : undefined;
}

/** The ticket as it was before its last step, with the line that says so. Whoever calls asks first whether it may be. */
export function undoLastStep(ticket: Ticket, by: Actor, at: Date): Ticket {
  const last = ticket.history.at(-1);
  if (last?.from === undefined) throw new TicketError('ticket_step_refused');
  const { toldOthers: _, ...kept } = last;
  const undone: Step = { ...kept, told: { kind: 'not_told', because: 'undone' } };
  const line: Step = {
    seq: last.seq + 1,
    action: 'undo',
    from: last.to,
    to: last.from,
    at,
    by,
    told: { kind: 'not_told', because: 'internal_step' },
  };
  const { pendingFrom, ...rest } = ticket;
  const isPending = pendingFrom !== undefined && pendingFrom !== last.seq;
  return withHistory({ ...rest, pendingFrom: isPending ? pendingFrom : line.seq }, [
    ...ticket.history.slice(0, -1),
    undone,
    line,
  ]);
}
