import { act } from './act.ts';
import { loadTicket } from './change-ticket.ts';
import type { TicketPorts } from './ports.ts';
import { toDetails, type StepTicketRequest } from './step-ticket.ts';
import type { Ticket } from './ticket.ts';

/**
 * Accepts a ticket and, where it has no owner and the rules name some, gives it to whoever of them is there and has
 * least. Leading document: the ticket. Throws TicketError.
 */
export function createAcceptTicket(ports: TicketPorts) {
  return async function acceptTicket(request: StepTicketRequest): Promise<Ticket> {
    const seen = await loadTicket(ports.store, request.numberOrId);
    const routed = seen.assigneeId === undefined ? await ports.route?.(seen) : undefined;
    return act(ports, 'accept', request, ({ assigneeId }) => {
      const details = toDetails(request);
      const owner = assigneeId === undefined ? routed?.assigneeId : undefined;
      if (owner === undefined) return details;
      return { ...details, values: { assigneeId: owner, ...details.values } };
    });
  };
}
