import type { TicketStore } from '../store.ts';
import type { EscrowStore } from './escrow-store.ts';
import { holdsWords, toSealed, toWhole } from './seal-ticket.ts';

/**
 * Saves as the store does; what a step adds to a sealed ticket is sealed before the ticket is stored, so that its words
 * are at no time in it. A save that loses its race leaves nothing behind that counts.
 */
export function createSaveSealed(
  { save }: Pick<TicketStore, 'save'>,
  escrow: Pick<EscrowStore, 'findWhole' | 'keepWhole'>,
): TicketStore['save'] {
  return async function saveSealed(ticket) {
    if (ticket.contact?.sealedAt === undefined || !holdsWords(ticket)) return save(ticket);
    const kept = await escrow.findWhole(ticket.id);
    if (kept === undefined) return save(ticket);
    await escrow.keepWhole(toWhole(ticket, kept));
    return save(toSealed(ticket));
  };
}
