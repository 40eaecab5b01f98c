import { TicketError } from './errors.ts';
import { parseNumber } from './number.ts';
import type { TicketPorts } from './ports.ts';
import type { Ticket } from './ticket.ts';

/** A lost race on a write that nobody looked at first is simply tried again. */
const maxTries = 5;

/** The ticket by its number in any writing, or by its id. Throws TicketError ticket_not_found. */
export async function loadTicket(store: TicketPorts['store'], numberOrId: string): Promise<Ticket> {
  const number = parseNumber(numberOrId);
  const found =
    number === undefined ? await store.find(numberOrId) : await store.findByNumber(number);
  if (found === undefined) throw new TicketError('ticket_not_found');
  return found;
}

/**
 * Loads, changes and saves by compare-and-set, then rings. With `version` it must be the one that the caller saw, else
 * TicketError ticket_version_conflict; without, a lost race is tried again. An unchanged ticket is not written.
 */
export async function changeTicket(
  { store, ring }: Pick<TicketPorts, 'store' | 'ring'>,
  target: { readonly numberOrId: string; readonly version?: number },
  change: (ticket: Ticket) => Ticket,
): Promise<Ticket> {
  for (let tries = 1; ; tries += 1) {
    const ticket = await loadTicket(store, target.numberOrId);
    if (target.version !== undefined && target.version !== ticket.version) {
      throw new TicketError('ticket_version_conflict', { currentVersion: ticket.version });
    }
    const changed = change(ticket);
    if (changed === ticket) return ticket;
    try {
      const saved = await store.save(changed);
      if (saved.pendingFrom !== undefined) await ring(saved.id);
      return saved;
    } catch (error) {
      const mayRetry = target.version === undefined && tries < maxTries;
      if (!mayRetry || !isConflict(error)) throw error;
    }
  }
}

function isConflict(error: unknown): boolean {
  return (
    typeof error === 'object' &&
    error !== null &&
    'code' in error &&
    error.code === 'ticket_version_conflict'
  );
}
