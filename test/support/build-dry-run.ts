import {
  createDryRun,
  defaultProfile,
  findProcedure,
  type Ticket,
  type TicketPorts,
} from '../../tickets/index.ts';

/** Rules tried on the tickets of a store, all of which began under the shipped profile. */
export function buildDryRun({ store, procedures, calendar, now }: TicketPorts) {
  return createDryRun({
    async *scan(): AsyncIterable<Ticket> {
      yield* (await store.list({ page: 1, pageSize: 10_000, order: 'oldest' })).items;
    },
    procedureOf: (ticket) => findProcedure(procedures, ticket),
    rulesOf: () => defaultProfile,
    calendar,
    now,
  });
}
