import { refuseStranger } from '../act.ts';
import type { TicketRequest } from '../act.ts';
import { changeTicket } from '../change-ticket.ts';
import { TicketError } from '../errors.ts';
import type { TicketPorts } from '../ports.ts';
import { findProcedure } from '../procedure.ts';
import { takeStep } from '../take-step.ts';
import type { Ticket, TicketAction } from '../ticket.ts';
import { applyProblemChange } from './apply-change.ts';
import { isProblemEnded } from './problem.ts';
import type { ProblemChange } from './problem.ts';
import { mayStepProblem } from './problem-moves.ts';

export type ProblemRequest = TicketRequest & {
  /** Without an id a problem is found; it gets one. */
  readonly change: Omit<ProblemChange, 'id'> & { readonly id?: string };
};

/**
 * One step of one problem. The last one that ends in rectification feedback closes the ticket; bad rectification found
 * there sends the ticket back with the reason. Leading document: the ticket. Throws TicketError.
 */
export function createStepProblem(ports: TicketPorts) {
  return async function stepProblem(request: ProblemRequest): Promise<Ticket> {
    const { by, key, roles = [] } = request;
    return changeTicket(ports, request, (ticket) => {
      refuseStranger(ticket, 'work_on_problem', request);
      if (by.kind === 'staff' && !mayStepProblem(request.change.action, roles)) {
        throw new TicketError('ticket_not_permitted');
      }
      if (key !== undefined && ticket.history.some((step) => step.key === key)) return ticket;
      const at = ports.now();
      const problem = toChange(ticket, request.change);
      const { action, reason } = chooseAction(ticket, problem, at);
      return takeStep(
        ticket,
        {
          action,
          by,
          problem,
          ...(reason !== undefined && { reason }),
          ...(key !== undefined && { key }),
        },
        findProcedure(ports.procedures, ticket),
        { at, calendar: ports.calendar, undoMs: ports.undoMs },
      );
    });
  };
}

function toChange(ticket: Ticket, change: ProblemRequest['change']): ProblemChange {
  const found = ticket.history.filter(({ problem }) => problem?.action === 'find').length;
  const id = change.action === 'find' ? `${ticket.id}-p${found + 1}` : (change.id ?? '');
  return { ...change, id };
}

/** What the step is to the ticket. */
function chooseAction(
  ticket: Ticket,
  problem: ProblemChange,
  at: Date,
): { readonly action: TicketAction; readonly reason?: string } {
  if (ticket.status !== 'rectification_feedback') return { action: 'work_on_problem' };
  if (problem.action === 'return') {
    return { action: 'send_back', reason: problem.returnedFor ?? '' };
  }
  const problems = applyProblemChange(ticket.problems, problem, at);
  const isLast = problems.every(isProblemEnded) && !ticket.problems.every(isProblemEnded);
  return { action: isLast ? 'close' : 'work_on_problem' };
}
