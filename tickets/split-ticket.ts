import { act } from './act.ts';
import type { TicketRequest } from './act.ts';
import { TicketError } from './errors.ts';
import type { TicketPorts } from './ports.ts';
import type { createSettleTicket } from './settle-ticket.ts';
import type { Ticket } from './ticket.ts';

const maxParts = 20;

/** `stories`: one for each further matter; the ticket itself keeps the first. */
export type SplitRequest = TicketRequest & {
  readonly stories: readonly string[];
  readonly reason?: string;
};

/**
 * Gives each further matter a ticket and number of its own, for the same reporter. Leading document: the ticket that is
 * split; the others are made from its history. Throws TicketError.
 */
export function createSplitTicket(
  ports: TicketPorts,
  settleTicket: ReturnType<typeof createSettleTicket>,
) {
  return async function splitTicket(request: SplitRequest): Promise<Ticket> {
    const stories = request.stories.filter((story) => story.trim() !== '');
    if (stories.length === 0 || stories.length > maxParts) {
      throw new TicketError('ticket_value_invalid');
    }
    const ticket = await act(ports, 'split', request, ({ id, facts, history }) => ({
      parts: stories.map((story, index) => ({
        ticketId: `${id}-s${history.length + 1}-${index + 1}`,
        facts: { ...facts, story },
      })),
      ...(request.reason !== undefined && { reason: request.reason }),
    }));
    await settleTicket(ticket);
    return ticket;
  };
}
