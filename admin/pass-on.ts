import type { Account } from '../people/index.ts';
import { createTickets, type Ticket } from '../tickets/index.ts';
import { isKeptOut } from './access/can-have.ts';
import type { AdminPorts } from './ports.ts';

type Ports = Pick<AdminPorts, 'accounts' | 'render' | 'ticketing' | 'units'>;

/** What is there already, or what another process does at this moment, needs no second hand. */
const harmless: readonly unknown[] = ['ticket_step_refused', 'ticket_version_conflict'];
const mostOwned = 1000;

/**
 * Takes a ticket from whoever may have no part in it and, where the rules name somebody, gives it to that colleague.
 * Who is kept out follows from the account, the tree and the ticket, so that the sweep finishes what was broken off.
 */
export function createPassOn({ accounts, render, ticketing, units }: Ports) {
  const { stepTicket } = createTickets(ticketing);

  /** One whose state holds it, such as a sealed one, stays; what else is to be passed on goes its way. */
  async function passOn(ticket: Ticket): Promise<void> {
    const by = { kind: 'system' } as const;
    const reason = render({ key: 'routing.recused' }, 'zh-CN').text;
    const { id: numberOrId, version } = ticket;
    try {
      const left = await stepTicket({ numberOrId, version, by, action: 'hand_back', reason });
      const assigneeId = (await ticketing.route?.(left))?.assigneeId;
      if (assigneeId === undefined) return;
      const values = { assigneeId };
      await stepTicket({ numberOrId, version: left.version, by, action: 'assign', values });
    } catch (error) {
      if (!harmless.includes(Object(error).code)) throw error;
    }
  }

  async function passOnKeptOut(account: Account): Promise<void> {
    const query = { assigneeId: account.id, open: true, page: 1, order: 'oldest' } as const;
    const { items } = await ticketing.store.list({ ...query, pageSize: mostOwned });
    for (const ticket of items) {
      if (isKeptOut(account, ticket, units.all())) await passOn(ticket);
    }
  }

  /** After it was said whom the matter is against: its owner may be of that side. */
  async function passOnFromOpponent(ticket: Ticket): Promise<void> {
    const { assigneeId } = ticket;
    const owner = assigneeId === undefined ? undefined : await accounts.find(assigneeId);
    if (owner !== undefined && isKeptOut(owner, ticket, units.all())) await passOn(ticket);
  }

  /** Every open ticket whose owner may have no part in it, whatever made it so. Safe to repeat. */
  async function passOnAll(): Promise<void> {
    for (const account of await accounts.list()) await passOnKeptOut(account);
  }

  return { passOn, passOnFromOpponent, passOnAll };
}
