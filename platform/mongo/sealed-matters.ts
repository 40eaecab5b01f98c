import type { Ticket } from '../../tickets/index.ts';
import type { Seal } from '../seal/index.ts';
import { openCollection } from './collection.ts';
import type { Database } from './connect.ts';
import { createEscrowPieces, readWhole } from './escrow-pieces.ts';
import { ticketCollection } from './ticket-document.ts';

/** Who is under seal is asked anew after so long; what is written later is sealed before it is stored. */
const freshMs = 250;

/** The matters that lie sealed, whole, for those who write about their reporters. */
export type SealedMatters = {
  /** Of a person; nearly always none, and then without a question to the database. */
  readonly listOf: (personId: string) => Promise<readonly Ticket[]>;
  readonly find: (ticketId: string) => Promise<Ticket | undefined>;
  /** Asks anew who is under seal: what this process sealed is known to it at once. */
  readonly forget: () => void;
};

export function createSealedMatters(
  database: Database,
  seal: Seal,
  now: () => Date,
): SealedMatters {
  const tickets = openCollection(database, ticketCollection);
  const pieces = createEscrowPieces(database, seal);
  const isSealed = { escrow: { $eq: 1 as const }, 'contact.sealedAt': { $exists: true } };
  let readAt = -Infinity;
  let people: Promise<ReadonlySet<unknown>> = Promise.resolve(new Set());

  function listPeople(): Promise<ReadonlySet<unknown>> {
    const at = now().getTime();
    if (Math.abs(at - readAt) > freshMs) {
      readAt = at;
      people = tickets.distinct('personId', isSealed).then((ids) => new Set(ids));
      people.catch(() => {
        readAt = -Infinity;
      });
    }
    return people;
  }

  return {
    async listOf(personId) {
      if (!(await listPeople()).has(personId)) return [];
      const found = await tickets
        .find({ ...isSealed, personId: { $eq: personId } }, { projection: { _id: 1 } })
        .toArray();
      const whole = await Promise.all(found.map(({ _id }) => readWhole(pieces, _id)));
      return whole.filter((ticket) => ticket !== undefined);
    },
    find: (ticketId) => readWhole(pieces, ticketId),
    forget: () => void (readAt = -Infinity),
  };
}
