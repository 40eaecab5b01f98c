import { act, refuseStranger } from './act.ts';
import type { TicketRequest } from './act.ts';
import { changeTicket } from './change-ticket.ts';
import type { TicketPorts } from './ports.ts';
import type { Openness, Ticket } from './ticket.ts';

export type OpennessRequest = Omit<TicketRequest, 'version'> & { readonly openness: Openness };

/**
 * How open the matter is from now on, by the reporter's own word; noted in the history as a supplement. Leading
 * document: the ticket. Throws TicketError.
 */
export function createChangeOpenness(ports: TicketPorts) {
  return async function changeOpenness(request: OpennessRequest): Promise<Ticket> {
    const { openness } = request;
    // Two writes: after a crash in between the replay finds the dossier changed and adds the line.
    await changeTicket(ports, request, (ticket) => {
      refuseStranger(ticket, 'supplement', request);
      return ticket.openness === openness ? ticket : { ...ticket, openness };
    });
    return act(ports, 'supplement', request, () => ({ values: { openness } }));
  };
}
