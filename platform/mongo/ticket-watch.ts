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
import { openDocuments } from './documents.ts';
import { ticketCollection } from './ticket-document.ts';

const isOpen = { status: { $nin: [...endStatuses] } };

/** The desk's counts, each read from an index. */
export function createTicketWatch(database: Database): TicketWatch {
  const tickets = openDocuments(database, ticketCollection);

  async function readDay(day: string): Promise<DayFigures> {
    const within = { $gte: toDayStart(day), $lte: toDayEnd(day) };
    const [received, ended] = await Promise.all([
      tickets.count({ createdAt: within }),
      tickets.count({ endedAt: within }),
    ]);
    return { day, received, ended };
  }

  return {
    async readFigures(now, dayCount) {
      const today = toShanghaiDay(now);
      const names = Array.from({ length: dayCount }, (_, index) =>
        addDays(today, index + 1 - dayCount),
      );
      const [days, { received }, waiting, urgent, open, overdue] = await Promise.all([
        Promise.all(names.map(readDay)),
        readDay(today),
        tickets.count({ status: { $eq: 'received' } }),
        tickets.count({ urgentRank: { $eq: 1 } }),
        tickets.count(isOpen),
        tickets.count({ ...isOpen, dueOrder: { $lt: now } }),
      ]);
      return { receivedToday: received, waiting, urgent, open, overdue, days };
    },
    async listChangedSince(since, limit) {
      const changed = await tickets.list(
        { updatedAt: { $gte: since } },
        { sort: { updatedAt: 1 }, limit },
      );
      return changed.map(({ number, version, updatedAt }) => ({ number, version, updatedAt }));
    },
  };
}
