import type { Caller } from '../../platform/http/index.ts';
import {
  isBarred,
  isScoped,
  isWithin,
  loadTicket,
  type Ticket,
  type TicketBounds,
  TicketError,
  type TicketQuery,
  type Whereabouts,
} from '../../tickets/index.ts';
import { expectStaff } from '../caller.ts';
import type { AdminPorts } from '../ports.ts';
import { toBounds } from './bounds.ts';

/** More than anybody files. */
const mostOfPerson = 100;

export type TicketAccess = ReturnType<typeof createTicketAccess>;

/**
 * The one way to tickets at the desk: what the caller does not see is not there. Scope, recusal, the respondent's side
 * and the passing by of a town's own people are all in the bounds.
 */
export function createTicketAccess({
  units,
  ticketing: { store },
}: Pick<AdminPorts, 'units'> & { readonly ticketing: Pick<AdminPorts['ticketing'], 'store'> }) {
  /** Goes into a query; undefined: everything. */
  function boundsOf(caller: Caller): TicketBounds | undefined {
    return toBounds(expectStaff(caller), units.all());
  }

  function canSee(caller: Caller, ticket: Whereabouts): boolean {
    const bounds = boundsOf(caller);
    return bounds === undefined || isWithin(bounds, ticket);
  }

  /** All tickets of a person, of which the caller sees some. */
  async function listOfPerson(personId: string): Promise<readonly Ticket[]> {
    return (await store.list({ personId, page: 1, pageSize: mostOfPerson, order: 'newest' })).items;
  }

  return {
    boundsOf,
    canSee,

    /**
     * What the caller may see of a person's tickets; undefined where the person is none of their business: a matter of
     * theirs is barred, or the caller has a scope and none lies in it.
     */
    async meet(caller: Caller, personId: string): Promise<readonly Ticket[] | undefined> {
      const bounds = boundsOf(caller);
      const tickets = await listOfPerson(personId);
      if (bounds === undefined) return tickets;
      if (tickets.some((ticket) => isBarred(bounds, ticket))) return undefined;
      const seen = tickets.filter((ticket) => isWithin(bounds, ticket));
      return isScoped(bounds) && seen.length === 0 ? undefined : seen;
    },

    /** Those of the rows whose person the caller may meet. */
    async keepMet<Row extends { readonly personId: string }>(
      caller: Caller,
      rows: readonly Row[],
    ): Promise<readonly Row[]> {
      if (boundsOf(caller) === undefined) return rows;
      const met = await Promise.all(rows.map(({ personId }) => this.meet(caller, personId)));
      return rows.filter((_, index) => met[index] !== undefined);
    },

    /** By number in any writing, or by id. Throws TicketError ticket_not_found, also for what the caller does not see. */
    async load(caller: Caller, numberOrId: string): Promise<Ticket> {
      const ticket = await loadTicket(store, numberOrId);
      if (!canSee(caller, ticket)) throw new TicketError('ticket_not_found');
      return ticket;
    },

    async find(caller: Caller, id: string): Promise<Ticket | undefined> {
      const ticket = await store.find(id);
      return ticket !== undefined && canSee(caller, ticket) ? ticket : undefined;
    },

    /** Those of the tickets that the caller sees, by id. */
    async findMany(caller: Caller, ids: readonly string[]): Promise<ReadonlyMap<string, Ticket>> {
      const found = await Promise.all([...new Set(ids)].map((id) => store.find(id)));
      const seen = found.filter((ticket) => ticket !== undefined && canSee(caller, ticket));
      return new Map(seen.flatMap((ticket) => (ticket ? [[ticket.id, ticket]] : [])));
    },

    list(caller: Caller, query: Omit<TicketQuery, 'bounds'>) {
      const bounds = boundsOf(caller);
      return store.list({ ...query, ...(bounds !== undefined && { bounds }) });
    },
  };
}
