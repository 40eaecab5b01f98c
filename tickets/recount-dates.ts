import { act, type TicketRequest } from './act.ts';
import type { TicketPorts } from './ports.ts';
import { findProcedure } from './procedure.ts';
import { recountTicket, toRecountClock } from './recount.ts';
import type { Ticket } from './ticket.ts';
import { hasProvisionalDue } from './transition.ts';

/**
 * Counts the provisional dates of a ticket anew by the calendar as it is now; whoever was promised another day is told.
 * Where nothing moves nothing is written, so that a repeat changes nothing. Leading document: the ticket.
 */
export function createRecountDates(ports: TicketPorts) {
  return async function recountDates(request: TicketRequest): Promise<Ticket> {
    return act(ports, 'recount', request, (ticket) => {
      if (!hasProvisionalDue(ticket)) return undefined;
      const { limits, extensions } = findProcedure(ports.procedures, ticket);
      const rules = { limits, calendar: ports.calendar, ...(extensions && { extensions }) };
      return isSame(ticket, recountTicket(ticket, rules)) ? undefined : {};
    });
  };
}

function isSame(before: Ticket, after: Ticket): boolean {
  return toText(before) === toText(after);
}

function toText(ticket: Ticket): string {
  return JSON.stringify(toRecountClock(ticket));
}
