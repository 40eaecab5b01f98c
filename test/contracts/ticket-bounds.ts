import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { isWithin, type TicketStore } from '../../tickets/index.ts';
import { anyWhereabouts, buildAnyBounds } from '../support/build-bounds.ts';
import { buildTicket } from '../support/build-ticket.ts';

/** A list under bounds holds what `isWithin` says of each ticket, and counts no more than that. */
export function itKeepsBounds(toStore: () => TicketStore): void {
  test('lists and counts within the bounds of whoever asks, and nothing else', async () => {
    const store = toStore();
    const tickets = fc.sample(anyWhereabouts, 40).map((where) => buildTicket(where));
    await Promise.all(tickets.map((ticket) => store.insert(ticket)));
    const ids = tickets.slice(0, 5).map(({ id }) => id);
    await fc.assert(
      fc.asyncProperty(buildAnyBounds(ids), async (bounds) => {
        const found = await store.list({ page: 1, pageSize: 50, order: 'oldest', bounds });
        const inside = tickets.filter((ticket) => isWithin(bounds, ticket)).map(({ id }) => id);
        expect(found.items.map(({ id }) => id).toSorted()).toEqual(inside.toSorted());
        expect(found.total).toBe(inside.length);
      }),
      { numRuns: 60 },
    );
  });
}
