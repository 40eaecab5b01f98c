import { act, type TicketRequest } from './act.ts';
import { changeTicket } from './change-ticket.ts';
import type { TicketPorts } from './ports.ts';
import type { Ticket } from './ticket.ts';

export type InheritRequest = Omit<TicketRequest, 'version'> & { readonly personId: string };

/**
 * Makes a successor the reporter: from now on they are told and may act, and the one before no longer. Noted in the
 * history as a supplement, without saying who. Leading document: the ticket. Throws TicketError once the matter has ended.
 */
export function createInheritTicket(ports: TicketPorts) {
  return async function inheritTicket({ personId, ...request }: InheritRequest): Promise<Ticket> {
    // The line first: it is refused where nothing can be added. A replay after a crash in between does the rest.
    await act(ports, 'supplement', request, () => ({ values: { inherited: 'yes' } }));
    return changeTicket(ports, request, (ticket) =>
      ticket.personId === personId ? ticket : { ...ticket, personId },
    );
  };
}
