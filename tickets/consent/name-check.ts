import { act } from '../act.ts';
import type { TicketRequest } from '../act.ts';
import { loadTicket } from '../change-ticket.ts';
import { TicketError } from '../errors.ts';
import type { TicketPorts } from '../ports.ts';
import type { Ticket } from '../ticket.ts';
import type { ConsentRules } from './rules.ts';

export type NameCheckRequest = TicketRequest & {
  /** Number of the lead under which the files are checked. */
  readonly check: string;
  readonly files: readonly string[];
  readonly rules: ConsentRules;
};

/**
 * Names the check of several files of the unit into which the reporter's own is folded. Too few, or another unit's, are
 * `ticket_value_invalid`. Leading document: the ticket. Throws TicketError.
 */
export function createNameCheck(ports: TicketPorts) {
  return async function nameCheck(request: NameCheckRequest): Promise<Ticket> {
    const check = await loadTicket(ports.store, request.check);
    const files = [...new Set(request.files.map((file) => file.trim()))].filter(Boolean);
    return act(ports, 'name_check', request, (ticket) => {
      const isFit =
        ticket.contact?.state === 'fold' &&
        files.length >= request.rules.minFiles &&
        isCheckOf(check, ticket);
      if (!isFit) throw new TicketError('ticket_value_invalid');
      return { contact: { kind: 'check_named', check: { number: check.number, files } } };
    });
  };
}

/** A lead without a reporter, against the same unit as far as both name one. */
function isCheckOf(check: Ticket, ticket: Ticket): boolean {
  const unit = ticket.respondent?.actingUnitId;
  const isSameUnit =
    unit === undefined || check.respondent === undefined || check.respondent.actingUnitId === unit;
  return check.id !== ticket.id && check.kind === 'lead' && isSameUnit;
}
