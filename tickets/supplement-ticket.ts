import { act } from './act.ts';
import type { TicketRequest } from './act.ts';
import type { TicketPorts } from './ports.ts';
import type { Ticket } from './ticket.ts';

/** `words` only where they are kept nowhere else; a conversation keeps its own messages. */
export type SupplementRequest = TicketRequest & { readonly words?: string };

/** Notes that the reporter added something. Leading document: the ticket. Throws TicketError. */
export function createSupplementTicket(ports: TicketPorts) {
  return async function supplementTicket(request: SupplementRequest): Promise<Ticket> {
    const { words } = request;
    return act(ports, 'supplement', request, () =>
      words === undefined ? {} : { values: { words } },
    );
  };
}
