import type { Caller } from '../../platform/http/index.ts';
import {
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

  return {
    boundsOf,
    canSee,

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

    list(caller: Caller, query: Omit<TicketQuery, 'bounds'>) {
      const bounds = boundsOf(caller);
      return store.list({ ...query, ...(bounds !== undefined && { bounds }) });
    },
  };
}
