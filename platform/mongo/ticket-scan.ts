import { endStatuses, type Ticket } from '../../tickets/index.ts';
import { openCollection } from './collection.ts';
import type { Database } from './connect.ts';
import { ticketCollection, toTicket } from './ticket-document.ts';

const batchSize = 200;

/** Every open ticket and every one that changed since, one after the other, however many. */
export function createTicketScan(database: Database): (since: Date) => AsyncIterable<Ticket> {
  const tickets = openCollection(database, ticketCollection);
  return async function* scan(since) {
    const filter = {
      $or: [{ status: { $nin: [...endStatuses] } }, { updatedAt: { $gte: since } }],
    };
    const cursor = tickets.find(filter, { sort: { _id: 1 }, batchSize, projection: { terms: 0 } });
    for await (const document of cursor) yield toTicket(document);
  };
}

/** Every ticket with a date, running or held by a pause, past the calendar that was known when it was counted. */
export function createProvisionalScan(database: Database): () => AsyncIterable<Ticket> {
  const tickets = openCollection(database, ticketCollection);
  return async function* scanProvisional() {
    const isProvisional = { $eq: true };
    const filter = {
      $or: [{ isDueProvisional: isProvisional }, { 'paused.held.isProvisional': isProvisional }],
    };
    const cursor = tickets.find(filter, { sort: { _id: 1 }, batchSize, projection: { terms: 0 } });
    for await (const document of cursor) yield toTicket(document);
  };
}
