import { act } from '../act.ts';
import type { TicketRequest } from '../act.ts';
import { TicketError } from '../errors.ts';
import type { TicketPorts } from '../ports.ts';
import type { Ticket } from '../ticket.ts';
import { needsConsent } from './ask-contact.ts';

type ReasonedRequest = TicketRequest & { readonly reason: string };

/** Says why a life is at stake. By itself it changes nothing. Leading document: the ticket. Throws TicketError. */
export function createPleadLife(ports: TicketPorts) {
  return async function pleadLife(request: ReasonedRequest): Promise<Ticket> {
    const { reason } = request;
    return act(ports, 'plead_life', request, (ticket) => {
      if (!needsConsent(ticket)) throw new TicketError('ticket_value_invalid');
      return { reason, contact: { kind: 'life_pleaded', reason } };
    });
  };
}

/**
 * An approver other than the pleader lets the unit be written to, with a reason of their own; the reporter is told.
 * Leading document: the ticket. Throws TicketError.
 */
export function createGrantLife(ports: TicketPorts) {
  return async function grantLife(request: ReasonedRequest): Promise<Ticket> {
    const { reason, by } = request;
    return act(ports, 'grant_life', request, ({ contact }) => {
      if (contact?.plea === undefined) throw new TicketError('ticket_step_refused');
      if (by.kind !== 'staff' || by.accountId === contact.plea.by) {
        throw new TicketError('ticket_not_permitted');
      }
      return { reason, contact: { kind: 'life_granted' } };
    });
  };
}
