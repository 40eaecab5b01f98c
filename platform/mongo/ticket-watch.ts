import {
  addDays,
  endStatuses,
  toDayEnd,
  toDayStart,
  toShanghaiDay,
  type DayFigures,
  type TicketWatch,
} from '../../tickets/index.ts';
import type { Database } from './connect.ts';
import { openDocuments, type Filter } from './documents.ts';
import { toBoundsFilter } from './ticket-bounds.ts';
import { ticketCollection, toTicket, type TicketDocument } from './ticket-document.ts';

const isOpen = { status: { $nin: [...endStatuses] } };

/** The desk's counts, each read from an index. */
export function createTicketWatch(database: Database): TicketWatch {
  const tickets = openDocuments(database, ticketCollection);

  type Count = (filter: Filter<TicketDocument>) => Promise<number>;

  async function readDay(day: string, count: Count): Promise<DayFigures> {
    const within = { $gte: toDayStart(day), $lte: toDayEnd(day) };
    const [received, ended] = await Promise.all([
      count({ createdAt: within }),
      count({ endedAt: within }),
    ]);
    return { day, received, ended };
  }

  return {
    async readFigures(now, dayCount, bounds) {
      const inside = toBoundsFilter(bounds);
      const count: Count = (filter) =>
        tickets.count(inside.length === 0 ? filter : { $and: [filter, ...inside] });
      const today = toShanghaiDay(now);
      const names = Array.from({ length: dayCount }, (_, index) =>
        addDays(today, index + 1 - dayCount),
      );
      const [days, { received }, waiting, urgent, open, overdue] = await Promise.all([
        Promise.all(names.map((day) => readDay(day, count))),
        readDay(today, count),
        count({ status: { $eq: 'received' } }),
        count({ urgentRank: { $eq: 1 } }),
        count(isOpen),
        count({ ...isOpen, dueOrder: { $lt: now } }),
      ]);
      return { receivedToday: received, waiting, urgent, open, overdue, days };
    },
    async countOpen(assigneeIds) {
      const counted = assigneeIds.map(
        async (id) => [id, await tickets.count({ assigneeId: { $eq: id }, ...isOpen })] as const,
      );
      return new Map(await Promise.all(counted));
    },
    async listChangedSince(since, limit) {
      const changed = await tickets.list(
        { updatedAt: { $gte: since } },
        { sort: { updatedAt: 1 }, limit },
      );
      return changed.map(toTicket);
    },
  };
}
