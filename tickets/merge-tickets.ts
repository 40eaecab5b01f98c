import { act } from './act.ts';
import type { TicketRequest } from './act.ts';
import { loadTicket } from './change-ticket.ts';
import { isInEscrow } from './consent/seal-ticket.ts';
import { isEnded } from './course.ts';
import { TicketError } from './errors.ts';
import type { TicketPorts } from './ports.ts';
import type { createSettleTicket } from './settle-ticket.ts';
import type { Ticket } from './ticket.ts';

/** `into`: number or id of the ticket that leads from now on. */
export type MergeRequest = TicketRequest & { readonly into: string; readonly reason?: string };

/**
 * 并案: the named ticket ends as merged, the leading one goes on, and each reporter hears of its course under their own
 * number, never of the others. Leading document: the merged ticket. Throws TicketError; ticket_value_invalid when the
 * two cannot be merged, ticket_version_conflict when the other was merged into this one meanwhile.
 */
export function createMergeTickets(
  ports: TicketPorts,
  settleTicket: ReturnType<typeof createSettleTicket>,
) {
  return async function mergeTickets(request: MergeRequest): Promise<Ticket> {
    const { reason } = request;
    const leading = await loadTicket(ports.store, request.into);
    const merged = await act(ports, 'merge', request, (ticket) => {
      refuseUnfit(ticket, leading);
      return {
        values: { mergedInto: leading.id },
        ...(reason !== undefined && { reason }),
      };
    });
    await settleTicket(merged);
    const settled = await loadTicket(ports.store, merged.id);
    // The other way round came first.
    if (settled.mergedInto === undefined) {
      throw new TicketError('ticket_version_conflict', { currentVersion: settled.version });
    }
    return merged;
  };
}

function refuseUnfit(ticket: Ticket, leading: Ticket): void {
  const isFit =
    ticket.id !== leading.id &&
    ticket.procedure.id === leading.procedure.id &&
    !isEnded(leading.status) &&
    // The other's words would say what the sealed one is about.
    !isInEscrow(ticket) &&
    !isInEscrow(leading);
  if (!isFit) throw new TicketError('ticket_value_invalid');
}
