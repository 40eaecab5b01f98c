import type { ImportedTickets } from '../../tickets/index.ts';
import { openCollection } from './collection.ts';
import type { Database } from './connect.ts';
import { deadlineCollection } from './deadline-store.ts';
import { peopleCollection } from './people-document.ts';
import { ticketCollection, toTicket, type TicketDocument } from './ticket-document.ts';

/** Tickets by where they were imported from. */
export function createImportedTickets(database: Database): ImportedTickets {
  const tickets = openCollection(database, ticketCollection);
  const deadlines = openCollection(database, deadlineCollection);
  return {
    find: async (id) => toFound(await tickets.findOne({ _id: { $eq: id } })),
    findByExternal: async (source, number) =>
      toFound(
        await tickets.findOne({
          source: { $eq: source },
          'origin.externalNumber': { $eq: number },
        }),
      ),
    async listOfImport(importId, row, limit) {
      const found = tickets.find(
        { 'origin.importId': { $eq: importId }, 'origin.row': { $gt: row } },
        { sort: { 'origin.row': 1 }, limit },
      );
      return (await found.toArray()).map(toTicket);
    },
    async remove({ id, version }) {
      const untouched = {
        _id: { $eq: id },
        version: { $eq: version },
        'history.0.told.kind': { $eq: 'not_told' as const },
      };
      if ((await tickets.deleteOne(untouched)).deletedCount === 0) return false;
      await deadlines.deleteMany({ ticketId: { $eq: id } });
      return true;
    },
  };
}

const toFound = (document: TicketDocument | null) =>
  document === null ? undefined : toTicket(document);

/** Erases name and telephone of those persons who have no ticket (any more); what they are reached by stays. */
export function createContactEraser(
  database: Database,
): (personIds: readonly string[]) => Promise<void> {
  const tickets = openCollection(database, ticketCollection);
  const people = openCollection(database, peopleCollection);
  return async function eraseContacts(personIds) {
    if (personIds.length === 0) return;
    const still = await tickets
      .find({ personId: { $in: [...personIds] } }, { projection: { personId: 1 } })
      .toArray();
    const kept = new Set(still.map(({ personId }) => personId));
    const gone = personIds.filter((id) => !kept.has(id));
    await people.updateMany(
      { _id: { $in: gone } },
      { $unset: { name: '', phone: '', phoneIndexes: '' } },
    );
  };
}
