import { act, type TicketRequest } from './act.ts';
import { changeTicket } from './change-ticket.ts';
import type { TicketPorts } from './ports.ts';
import type { Ticket } from './ticket.ts';

export type NameMemberRequest = Omit<TicketRequest, 'version'> & { readonly company: string };

/**
 * Names the company behind a matter, by the company's own word: from now on the unit may know it. Noted in the history
 * as a supplement, without the name. Leading document: the ticket. Throws TicketError once the matter has ended.
 */
export function createNameMember(ports: TicketPorts) {
  return async function nameMember({ company, ...request }: NameMemberRequest): Promise<Ticket> {
    // The line first: it is refused where nothing can be added. A replay after a crash in between does the rest.
    await act(ports, 'supplement', request, () => ({ values: { openness: 'open' } }));
    return changeTicket(ports, request, (ticket) =>
      ticket.openness === 'open' && ticket.facts.company === company
        ? ticket
        : { ...ticket, openness: 'open', facts: { ...ticket.facts, company } },
    );
  };
}
