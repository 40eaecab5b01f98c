import { changeTicket } from './change-ticket.ts';
import { TicketError } from './errors.ts';
import { mayAct } from './policy.ts';
import type { TicketPorts } from './ports.ts';
import { findProcedure } from './procedure.ts';
import { takeStep } from './take-step.ts';
import type { StepRequest } from './take-step.ts';
import type { Actor, Ticket, TicketAction } from './ticket.ts';

/** Who asks for a step of which ticket. `roles` are the account's; a reporter and the system need none. */
export type Request = {
  /** The number in any writing, or the ticket's id. */
  readonly numberOrId: string;
  readonly by: Actor;
  readonly roles?: readonly string[];
  /** The version that the asker saw; absent, a lost race is tried again. */
  readonly version?: number;
  /** The message that asks, so that its replay changes nothing. */
  readonly key?: string;
};

/** Refuses an actor without the right: `ticket_not_permitted` for staff, `ticket_not_found` for a stranger, who learns nothing. */
export function refuseStranger(ticket: Ticket, action: TicketAction, request: Request): void {
  const { by, roles = [] } = request;
  if (by.kind === 'system') return;
  if (by.kind === 'reporter' && by.personId !== ticket.personId) {
    throw new TicketError('ticket_not_found');
  }
  if (!mayAct(action, by.kind === 'reporter' ? ['reporter'] : roles)) {
    throw new TicketError('ticket_not_permitted');
  }
}

/** The first step that this message caused, if it was here before. */
export function hasReplay(ticket: Ticket, key: string | undefined): boolean {
  return key !== undefined && ticket.history.some((step) => step.key === key);
}

/** One step of one ticket under the asker's rights, saved by compare-and-set. */
export async function act(
  ports: TicketPorts,
  request: Request,
  step: Omit<StepRequest, 'by' | 'key'> | ((ticket: Ticket) => Omit<StepRequest, 'by' | 'key'> | undefined),
): Promise<Ticket> {
  const { by, key } = request;
  const at = ports.now();
  return changeTicket(ports, request, (ticket) => {
    const wished = typeof step === 'function' ? step(ticket) : step;
    if (wished === undefined || hasReplay(ticket, key)) return ticket;
    refuseStranger(ticket, wished.action, request);
    const procedure = findProcedure(ports.procedures, ticket);
    const full = { ...wished, by, ...(key !== undefined && { key }) };
    return takeStep(ticket, full, procedure, { at, calendar: ports.calendar, undoMs: ports.undoMs });
  });
}

