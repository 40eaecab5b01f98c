import { createTickets, type Ticket } from '../tickets/index.ts';
import { isKeptOut } from './access/can-have.ts';
import type { AdminPorts } from './ports.ts';

type Ports = Pick<AdminPorts, 'accounts' | 'render' | 'ticketing' | 'units'>;

/** Takes a ticket from whoever may have no part in it and, where the rules name somebody, gives it to that colleague. */
export function createPassOn({ accounts, render, ticketing, units }: Ports) {
  const { stepTicket } = createTickets(ticketing);

  /** One whose state holds it, such as a sealed one, stays; what else is to be passed on goes its way. */
  async function passOn(ticket: Ticket): Promise<void> {
    const by = { kind: 'system' } as const;
    const reason = render({ key: 'routing.recused' }, 'zh-CN').text;
    try {
      await stepTicket({ numberOrId: ticket.id, by, action: 'hand_back', reason });
      const assigneeId = (await ticketing.route?.(ticket))?.assigneeId;
      if (assigneeId === undefined) return;
      await stepTicket({ numberOrId: ticket.id, by, action: 'assign', values: { assigneeId } });
    } catch (error) {
      if (Object(error).code !== 'ticket_step_refused') throw error;
    }
  }

  /** After it was said whom the matter is against: its owner may be of that side. */
  async function passOnFromOpponent(ticket: Ticket): Promise<void> {
    const { assigneeId } = ticket;
    const owner = assigneeId === undefined ? undefined : await accounts.find(assigneeId);
    if (owner !== undefined && isKeptOut(owner, ticket, units.all())) await passOn(ticket);
  }

  return { passOn, passOnFromOpponent };
}
