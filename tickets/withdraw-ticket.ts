import { act } from './act.ts';
import type { TicketRequest } from './act.ts';
import type { TicketPorts } from './ports.ts';
import { findProcedure } from './procedure.ts';
import { addDays, toShanghaiDay } from './shanghai-day.ts';
import type { Day } from './shanghai-day.ts';
import type { Ticket } from './ticket.ts';
import { resolveTransition } from './transition.ts';

export type WithdrawRequest = TicketRequest & { readonly reason?: string };

/** `asked`: nothing changed yet; the person may confirm from `confirmFrom` on. */
export type Withdrawn =
  | { readonly kind: 'withdrawn'; readonly ticket: Ticket }
  | { readonly kind: 'asked'; readonly ticket: Ticket; readonly confirmFrom: Day };

/**
 * Ends the reporter's part. Where a unit was served, or others reported the same, the first call only asks and a call on
 * a later day confirms (someone may have pressed them). Leading document: the ticket. Throws TicketError.
 */
export function createWithdrawTicket(ports: TicketPorts) {
  return async function withdrawTicket(request: WithdrawRequest): Promise<Withdrawn> {
    const { reason } = request;
    const ticket = await act(ports, 'withdraw', request, (found, at) =>
      isAlreadyAsked(found, at, ports) ? undefined : { ...(reason !== undefined && { reason }) },
    );
    if (ticket.reporterLeftAt !== undefined || ticket.withdrawalAskedAt === undefined) {
      return { kind: 'withdrawn', ticket };
    }
    const confirmFrom = addDays(toShanghaiDay(ticket.withdrawalAskedAt), 1);
    return { kind: 'asked', ticket, confirmFrom };
  };
}

function isAlreadyAsked(ticket: Ticket, at: Date, { procedures }: TicketPorts): boolean {
  if (ticket.withdrawalAskedAt === undefined) return false;
  const procedure = findProcedure(procedures, ticket);
  return resolveTransition(ticket, 'withdraw', at, procedure).withdrawal === 'asked';
}
