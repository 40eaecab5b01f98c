import { createRateLimit, type Allowance } from '../platform/http/index.ts';
import { TicketError, type Ticket } from '../tickets/index.ts';
import type { PublicPorts } from './ports.ts';

export type ProgressLimits = {
  readonly perAddress: Allowance;
  readonly everywhere: Allowance;
};

/** A household may follow its cases; a machine that tries codes meets 80 bits and this. */
export const progressLimits: ProgressLimits = {
  perAddress: { points: 120, perS: 600 },
  everywhere: { points: 3000, perS: 60 },
};

/** A ticket whose reporter holds the code. */
export type ReporterTicket = Ticket & { readonly personId: string };

export type FindTicket = (code: string, clientAddress: string) => Promise<ReporterTicket>;

/**
 * Opens a ticket by its receipt code alone. A wrong code takes the same way as a right one (digest, then an
 * index) and learns only that it is none. Throws `too_many_requests`, TicketError `ticket_not_found`.
 */
export function createFindTicket(
  {
    findByReceiptHash,
    hashReceiptCode,
  }: Pick<PublicPorts, 'findByReceiptHash' | 'hashReceiptCode'>,
  limits: ProgressLimits,
): FindTicket {
  const perAddress = createRateLimit(limits.perAddress);
  const everywhere = createRateLimit(limits.everywhere);
  return async function findTicket(code, clientAddress) {
    await perAddress.consume(clientAddress);
    await everywhere.consume('all');
    const ticket = await findByReceiptHash(hashReceiptCode(code));
    if (ticket === undefined || !hasReporter(ticket)) throw new TicketError('ticket_not_found');
    return ticket;
  };
}

function hasReporter(ticket: Ticket): ticket is ReporterTicket {
  return ticket.personId !== undefined;
}
