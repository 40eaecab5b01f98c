import { act, type TicketRequest } from './act.ts';
import { isEnded } from './course.ts';
import { TicketError } from './errors.ts';
import type { TicketPorts } from './ports.ts';
import { urgentReasons, type Ticket, type UrgentReason } from './ticket.ts';

export type RaiseUrgentRequest = TicketRequest & { readonly urgency: string };

/** Whether the ticket is urgent now: what has ended waits for nobody. */
export function isUrgent({ urgent, status }: Pick<Ticket, 'urgent' | 'status'>): boolean {
  return urgent !== undefined && !isEnded(status);
}

/**
 * Marks a ticket as one that cannot wait; of one that is urgent already only a graver reason is noted. Never refuses
 * for the ticket's state: one that has ended stays as it is. Throws TicketError for rights and an unknown reason.
 */
export function createRaiseUrgent(ports: TicketPorts) {
  return async function raiseUrgent(request: RaiseUrgentRequest): Promise<Ticket> {
    const urgency = urgentReasons.find((known) => known === request.urgency);
    if (urgency === undefined) throw new TicketError('ticket_value_invalid');
    return act(ports, 'raise_urgent', request, (ticket) =>
      isEnded(ticket.status) || isAsGrave(ticket, urgency) ? undefined : { values: { urgency } },
    );
  };
}

function isAsGrave({ urgent }: Ticket, urgency: UrgentReason): boolean {
  if (urgent === undefined) return false;
  return urgentReasons.indexOf(urgent.reason) <= urgentReasons.indexOf(urgency);
}
