import { act, type TicketRequest } from './act.ts';
import { isEnded } from './course.ts';
import type { TicketPorts } from './ports.ts';
import type { Ticket } from './ticket.ts';

/** Marks that the reporter fears or meets retaliation; once, and never on what has ended. Throws TicketError for rights. */
export function createFlagRetaliation(ports: TicketPorts) {
  return async function flagRetaliation(request: TicketRequest): Promise<Ticket> {
    return act(ports, 'flag_retaliation', request, ({ status, retaliationAt }) =>
      isEnded(status) || retaliationAt !== undefined ? undefined : {},
    );
  };
}
