import type { TicketPorts } from '../../tickets/index.ts';
import { openCollection } from './collection.ts';
import type { Database } from './connect.ts';
import { documentCollection } from './document-schema.ts';

/** Finds papers that sealing a ticket could not take back: served on a unit, or of another matter too. */
export function createIsOnPaper(database: Database): NonNullable<TicketPorts['isOnPaper']> {
  const documents = openCollection(database, documentCollection);
  return async function isOnPaper({ id, problems }) {
    const named = { problemIds: { $in: problems.map((problem) => problem.id) } };
    const found = await documents.findOne(
      {
        $or: [
          { ticketId: { $eq: id }, 'servings.to.kind': { $eq: 'unit' } },
          { ...named, ticketId: { $ne: id } },
        ],
      },
      { projection: { _id: 1 } },
    );
    return found !== null;
  };
}
