import { changeTicket } from './change-ticket.ts';
import { TicketError } from './errors.ts';
import { mayAct } from './policy.ts';
import type { TicketPorts } from './ports.ts';
import { findProcedure } from './procedure.ts';
import { takeStep } from './take-step.ts';
import type { StepRequest } from './take-step.ts';
import type { Actor, Ticket, TicketAction } from './ticket.ts';

/** Who asks for a step of which ticket. */
export type TicketRequest = {
  /** The number in any writing, or the ticket's id. */
  readonly numberOrId: string;
  readonly by: Actor;
  /** The account's roles; a reporter and the system need none. */
  readonly roles?: readonly string[];
  /** The version that the asker saw; absent, a lost race is tried again. */
  readonly version?: number;
  /** The id of the message that asks, so that its replay changes nothing. */
  readonly key?: string;
};

/** What a step adds to the request, worked out from the ticket as it is stored. */
export type StepDetails = Pick<StepRequest, 'reason' | 'values' | 'parts' | 'contact' | 'tellMore'>;

/** Refuses who has no right: `ticket_not_permitted` for staff, `ticket_not_found` for a stranger, who learns nothing. */
export function refuseStranger(
  ticket: Ticket,
  action: TicketAction,
  { by, roles = [] }: TicketRequest,
): void {
  if (by.kind === 'system') return;
  if (by.kind === 'reporter' && by.personId !== ticket.personId) {
    throw new TicketError('ticket_not_found');
  }
  const isOwnAsk =
    action === 'grant_extension' &&
    by.kind === 'staff' &&
    ticket.extensionAsked?.accountId === by.accountId;
  if (isOwnAsk || !mayAct(action, by.kind === 'reporter' ? ['reporter'] : roles)) {
    throw new TicketError('ticket_not_permitted');
  }
}

/** One step of one ticket under the asker's rights, saved by compare-and-set; `toDetails` may find nothing to do. */
export async function act(
  ports: TicketPorts,
  action: TicketAction,
  request: TicketRequest,
  toDetails: (ticket: Ticket, at: Date) => StepDetails | undefined,
): Promise<Ticket> {
  const { by, key } = request;
  return changeTicket(ports, request, (ticket) => {
    refuseStranger(ticket, action, request);
    if (key !== undefined && ticket.history.some((step) => step.key === key)) return ticket;
    const at = ports.now();
    const details = toDetails(ticket, at);
    if (details === undefined) return ticket;
    return takeStep(
      ticket,
      { ...details, action, by, ...(key !== undefined && { key }) },
      findProcedure(ports.procedures, ticket),
      { at, calendar: ports.calendar, undoMs: ports.undoMs },
    );
  });
}
