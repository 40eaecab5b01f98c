import { act } from './act.ts';
import type { TicketRequest } from './act.ts';
import { loadTicket } from './change-ticket.ts';
import { isEnded } from './course.ts';
import { TicketError } from './errors.ts';
import type { TicketPorts } from './ports.ts';
import type { Rating, Ticket } from './ticket.ts';

/** 好差评: 5 非常满意, 4 满意, 3 基本满意, 2 不满意, 1 非常不满意; the words are `notice.rating.<score>`. */
export const scores = [5, 4, 3, 2, 1] as const satisfies readonly Rating['score'][];

export type RateRequest = TicketRequest & { readonly score: number; readonly comment?: string };

/** The reporter's rating of an outcome; a later one replaces it. Leading document: the ticket. Throws TicketError. */
export function createRateTicket(ports: TicketPorts) {
  return async function rateTicket(request: RateRequest): Promise<Ticket> {
    const { score, comment } = request;
    if (!scores.some((known) => known === score)) throw new TicketError('ticket_value_invalid');
    await refuseUnfinished(ports, request.numberOrId);
    return act(ports, 'rate', request, () => ({
      values: { score: String(score), ...(comment !== undefined && { comment }) },
    }));
  };
}

/** A merged ticket has its outcome when the ticket that leads has. */
async function refuseUnfinished({ store }: TicketPorts, numberOrId: string): Promise<void> {
  const ticket = await loadTicket(store, numberOrId);
  if (ticket.mergedInto === undefined) return;
  const leading = await store.find(ticket.mergedInto);
  if (leading !== undefined && !isEnded(leading.status)) {
    throw new TicketError('ticket_step_refused', { allowed: [] });
  }
}
