import { isForBarredUnit, toTicketId } from '../../tickets/index.ts';
import type {
  DocumentCursor,
  DocumentPageQuery,
  DocumentStore,
  TicketBounds,
} from '../../tickets/index.ts';
import { openCollection } from './collection.ts';
import type { Database } from './connect.ts';
import {
  documentCollection,
  toOfficialDocument,
  type DocumentDocument,
} from './document-schema.ts';
import type { Filter } from './documents.ts';
import { toBoundsFilter } from './ticket-bounds.ts';
import { ticketCollection } from './ticket-document.ts';

/** Only what says where a document belongs. */
type Place = Pick<DocumentDocument, '_id' | 'ticketId' | 'problemIds' | 'units' | 'createdAt'>;

const batchSize = 256;
const newestFirst = { createdAt: -1, _id: 1 } as const;
const places = {
  projection: { ticketId: 1, problemIds: 1, units: 1, createdAt: 1 },
  sort: newestFirst,
};

/**
 * Pages of documents by key, the newest first. Within bounds, batches of places are put to the tickets, whose index
 * says which of their matters lie inside; without any their units do not bar them. Documents themselves are read for the page alone.
 */
export function createListSeen(database: Database): DocumentStore['listSeen'] {
  const documents = openCollection(database, documentCollection);
  const tickets = openCollection(database, ticketCollection);

  async function keepInside(
    found: readonly Place[],
    bounds: TicketBounds | undefined,
  ): Promise<readonly Place[]> {
    if (bounds === undefined) return found;
    const ids = [...new Set(found.flatMap(listMatters))];
    const $and = [{ _id: { $in: ids } }, ...toBoundsFilter(bounds)];
    const inside = await tickets.find({ $and }, { projection: { _id: 1 } }).toArray();
    const seen = new Set(inside.map(({ _id }) => _id));
    return found.filter((place) => {
      const matters = listMatters(place);
      return matters.length === 0
        ? !isForBarredUnit(bounds, { id: place._id, units: place.units })
        : matters.every((id) => seen.has(id));
    });
  }

  return async function listSeen({ bounds, limit, after, ...query }) {
    const wanted = limit + 1;
    const kept: Place[] = [];
    let last = after;
    for (let isMore = true; isMore && kept.length < wanted;) {
      const size = bounds === undefined ? wanted : batchSize;
      const batch = await documents
        .find(toFilter(query, last), { ...places, limit: size })
        .toArray();
      kept.push(...(await keepInside(batch, bounds)));
      const end = batch.at(-1);
      last = end && { createdAt: end.createdAt, id: end._id };
      isMore = batch.length === size;
    }
    const page = kept.slice(0, limit);
    const ids = page.map(({ _id }) => _id);
    const items = await documents.find({ _id: { $in: ids } }, { sort: newestFirst }).toArray();
    const end = kept.length > limit ? page.at(-1) : undefined;
    return {
      items: items.map(toOfficialDocument),
      ...(end && { next: { createdAt: end.createdAt, id: end._id } }),
    };
  };
}

function listMatters({ ticketId, problemIds }: Place): readonly string[] {
  return [...(ticketId === undefined ? [] : [ticketId]), ...problemIds.map(toTicketId)];
}

type Asked = Omit<DocumentPageQuery, 'bounds' | 'limit' | 'after'>;
type Condition = Filter<DocumentDocument>;

function toFilter(
  { ticketId, kind, states, number }: Asked,
  after: DocumentPageQuery['after'],
): Condition {
  const $and: Condition[] = [
    ...(ticketId === undefined ? [] : [{ ticketId: { $eq: ticketId } }]),
    ...(kind === undefined ? [] : [{ kind: { $eq: kind } }]),
    ...(states === undefined ? [] : [{ state: { $in: [...states] } }]),
    ...(number === undefined ? [] : [{ 'number.text': { $eq: number } }]),
    ...(after === undefined ? [] : listAfter(after)),
  ];
  return $and.length === 0 ? {} : { $and };
}

/** What comes after a place; the plain condition on time lets an index begin there. */
function listAfter({ createdAt, id }: DocumentCursor): Condition[] {
  const older = { createdAt: { $lt: createdAt } };
  const beside = { createdAt: { $eq: createdAt }, _id: { $gt: id } };
  return [{ createdAt: { $lte: createdAt } }, { $or: [older, beside] }];
}
