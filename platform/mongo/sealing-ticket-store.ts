import type { PersonStore } from '../../people/index.ts';
import { createSaveSealed, type TicketStore } from '../../tickets/index.ts';
import type { Seal } from '../seal/index.ts';
import type { Database } from './connect.ts';
import { createEscrowPieces, readWhole, wholeTickets } from './escrow-pieces.ts';
import type { SealedMatters } from './sealed-matters.ts';
import { createTicketStore } from './ticket-store.ts';

/** The tickets; what a step adds to a sealed one is sealed before it is stored. */
export function createSealingTicketStore(
  database: Database,
  people: Pick<PersonStore, 'listByPhone'>,
  seal: Seal,
  matters: Pick<SealedMatters, 'forget'>,
): TicketStore {
  const store = createTicketStore(database, people);
  const pieces = createEscrowPieces(database, seal);
  const saveSealed = createSaveSealed(store, {
    findWhole: (ticketId) => readWhole(pieces, ticketId),
    keepWhole: (ticket) => pieces.keep(ticket.id, wholeTickets, { ticket }),
  });
  return {
    ...store,
    async save(ticket) {
      const saved = await saveSealed(ticket);
      if (saved.contact?.sealedAt !== undefined) matters.forget();
      return saved;
    },
  };
}
