import type { PersonStore } from '../../people/index.ts';
import {
  TicketError,
  type Ticket,
  type TicketQuery,
  type TicketStore,
} from '../../tickets/index.ts';
import type { Database } from './connect.ts';
import { openDocuments, type Filter } from './documents.ts';
import {
  ticketCollection,
  toTicket,
  toTicketDocument,
  type TicketDocument,
} from './ticket-document.ts';
import { toTicketFilter } from './ticket-filter.ts';

const orders = {
  newest: { createdAt: -1, _id: -1 },
  oldest: { createdAt: 1, _id: 1 },
  due: { dueOrder: 1, _id: 1 },
} as const satisfies Record<TicketQuery['order'], object>;

/** Finds by phone through `people`, which alone can tell whose it is. */
export function createTicketStore(
  database: Database,
  people: Pick<PersonStore, 'listByPhone'>,
): TicketStore {
  const tickets = openDocuments(database, ticketCollection);

  async function findOne(filter: Filter<TicketDocument>): Promise<Ticket | undefined> {
    const document = await tickets.findOne(filter);
    return document === undefined ? undefined : toTicket(document);
  }
  const find = (id: string) => findOne({ _id: { $eq: id } });
  const findByNumber = (number: string) => findOne({ number: { $eq: number } });

  return {
    find,
    findByNumber,
    findByReceiptHash: (receiptHash) => findOne({ receiptHash: { $eq: receiptHash } }),
    async insert(ticket) {
      if (await tickets.insert(toTicketDocument(ticket))) return { kind: 'stored' };
      const stored = await find(ticket.id);
      if (stored !== undefined) return { kind: 'replay', ticket: stored };
      if ((await findByNumber(ticket.number)) !== undefined) return { kind: 'number_taken' };
      throw new Error('the receipt code of a new ticket is taken');
    },
    async save(ticket) {
      const next = { ...ticket, version: ticket.version + 1 };
      if (await tickets.replace(at(ticket.id, ticket.version), toTicketDocument(next))) return next;
      const stored = await find(ticket.id);
      if (stored === undefined) throw new TicketError('ticket_not_found');
      throw new TicketError('ticket_version_conflict', { currentVersion: stored.version });
    },
    async list(query) {
      const filter = await toTicketFilter(query, people.listByPhone);
      const [documents, total] = await Promise.all([
        tickets.list(filter, {
          sort: { ...(query.urgentFirst && { urgentRank: -1 }), ...orders[query.order] },
          skip: (query.page - 1) * query.pageSize,
          limit: query.pageSize,
        }),
        tickets.count(filter),
      ]);
      return { items: documents.map(toTicket), total };
    },
    async listMerged(leadingId) {
      const merged = await tickets.list({ mergedInto: { $eq: leadingId } }, { sort: { _id: 1 } });
      return merged.map(toTicket);
    },
    async listPending(now, limit) {
      const due = await tickets.list(
        { pendingAt: { $lte: now } },
        { sort: { pendingAt: 1 }, limit },
      );
      return due.map(({ _id }) => _id);
    },
    async movePending(id, version, to) {
      const stored = await find(id);
      if (stored?.version !== version) return false;
      const { pendingFrom, ...settled } = stored;
      const next = to === undefined ? settled : { ...settled, pendingFrom: to };
      return tickets.replace(at(id, version), toTicketDocument(next));
    },
  };
}

function at(id: string, version: number): Filter<TicketDocument> {
  return { _id: { $eq: id }, version: { $eq: version } };
}
