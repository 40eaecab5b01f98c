import { isBarred, TicketError, type ExpertAsk, type Ticket } from '../../tickets/index.ts';
import type { Caller } from '../../platform/http/index.ts';
import { expectStaff } from '../caller.ts';
import type { AdminPorts } from '../ports.ts';
import { toBounds } from './bounds.ts';
import { isKeptOut } from './can-have.ts';

/** One question to one expert, with as much of its ticket as they may know. */
export type OwnAsk = {
  readonly ticket: Pick<Ticket, 'number' | 'kind' | 'area'>;
  readonly ask: ExpertAsk;
};

/** More than anybody is asked. */
const mostAsked = 200;

/** Who may be asked about a ticket, and what an expert sees of it: the question, and the brief that staff wrote. */
export function createExpertAccess({
  accounts,
  units,
  ticketing: { store },
}: Pick<AdminPorts, 'accounts' | 'units' | 'ticketing'>) {
  async function listFit(ticket: Ticket) {
    return (await accounts.list()).filter(
      (account) =>
        account.disabledAt === undefined &&
        account.roles.includes('expert') &&
        !isKeptOut(account, ticket, units.all()),
    );
  }

  return {
    /** Experts with an account in use, none of the side that the matter is against. */
    listFit,

    /** Throws TicketError ticket_expert_refused. */
    async refuseUnfit(ticket: Ticket, expertId: string): Promise<void> {
      const isFit = (await listFit(ticket)).some(({ id }) => id === expertId);
      if (!isFit) throw new TicketError('ticket_expert_refused');
    },

    /**
     * What the caller was asked, newest first. A matter that turned out to be against their own side is there no more.
     */
    async listOwn(caller: Caller): Promise<readonly OwnAsk[]> {
      const staff = expectStaff(caller);
      const bounds = toBounds(staff, units.all());
      const { items } = await store.list({
        expertId: staff.accountId,
        order: 'newest',
        page: 1,
        pageSize: mostAsked,
      });
      return items
        .filter((ticket) => bounds === undefined || !isBarred(bounds, ticket))
        .flatMap((ticket) =>
          (ticket.expertAsks ?? [])
            .filter(({ expertId }) => expertId === staff.accountId)
            .map((ask) => ({ ticket, ask })),
        )
        .toSorted((a, b) => b.ask.askedAt.getTime() - a.ask.askedAt.getTime());
    },
  };
}
