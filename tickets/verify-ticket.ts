import { act } from './act.ts';
import { TicketError } from './errors.ts';
import { listOfficerFaults, readOfficers, verifyWays, writeOfficers } from './officers.ts';
import type { TicketPorts } from './ports.ts';
import { toShanghaiDay } from './shanghai-day.ts';
import { toDetails, type StepTicketRequest } from './step-ticket.ts';
import type { Ticket } from './ticket.ts';

/**
 * Begins to verify: `way` says how, and whoever goes to a place or asks people are two at least, named with their
 * certificates. Leading document: the ticket. Throws TicketError, ticket_officers_refused with every fault.
 */
export function createVerifyTicket(ports: TicketPorts) {
  return async function verifyTicket(request: StepTicketRequest): Promise<Ticket> {
    const { way = '', officers: words = '', ...others } = request.values ?? {};
    const isOutside = way === 'on_site' || way === 'by_interview';
    const today = toShanghaiDay(ports.now());
    const faults = isOutside ? await listOfficerFaults(words, ports.judgeCertificate, today) : [];
    return act(ports, 'verify', request, () => {
      if (!verifyWays.some((known) => known === way)) {
        throw new TicketError('ticket_requirement_missing', { missing: ['way'] });
      }
      if (faults.length > 0) throw new TicketError('ticket_officers_refused', { missing: faults });
      const officers = writeOfficers(readOfficers(words).filter((one) => one !== undefined));
      const values = { ...others, way, ...(isOutside && { officers }) };
      return { ...toDetails(request), values };
    });
  };
}
