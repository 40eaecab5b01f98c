import { openCollection } from './collection.ts';
import type { Migration } from './migrate.ts';
import { ticketCollection, toLastFoundAt } from './ticket-document.ts';

/** Tickets with problems, as releases before stored them, say when the last one was found. */
export const upgradeTickets: Migration = {
  id: 2,
  name: 'tickets say when their last problem was found',
  async run(database) {
    const tickets = openCollection(database, ticketCollection);
    const old = { 'problems.foundAt': { $exists: true }, lastFoundAt: { $exists: false } };
    for await (const { _id, version, problems } of tickets.find(old)) {
      const lastFoundAt = toLastFoundAt(problems);
      if (lastFoundAt === undefined) continue;
      // A newer version was written by this release and says so itself.
      const seen = { _id: { $eq: _id }, version: { $eq: version } };
      await tickets.updateOne(seen, { $set: { lastFoundAt } });
    }
  },
};
