import type { StatusExport } from '../../tickets/index.ts';
import { openCollection } from './collection.ts';
import type { Database } from './connect.ts';
import { ticketCollection, toTicket } from './ticket-document.ts';

const batchSize = 500;

/** Tickets one after the other, however many: a cursor reads ahead by one batch and no more. */
export function createTicketExport(database: Database): StatusExport {
  const tickets = openCollection(database, ticketCollection);
  return async function* listForExport({ source, from, to, by }) {
    const field = by === 'filed' ? 'createdAt' : 'updatedAt';
    const filter = {
      ...(source !== undefined && { source: { $eq: source } }),
      [field]: { $gte: from, $lte: to },
    };
    const cursor = tickets.find(filter, {
      sort: { [field]: 1, _id: 1 },
      batchSize,
      projection: { terms: 0 },
    });
    for await (const document of cursor) yield toTicket(document);
  };
}
