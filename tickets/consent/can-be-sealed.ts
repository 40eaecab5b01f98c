import type { Ticket } from '../ticket.ts';
import { isUnitServed } from '../transition.ts';

/** Whether a reporter may still wait for others: no unit has been written to, and the matter is not one with others. */
export function canBeSealed(ticket: Ticket): boolean {
  const { mergedInto, splitFrom, history } = ticket;
  const isTied =
    mergedInto !== undefined ||
    splitFrom !== undefined ||
    history.some(({ values, parts }) => parts !== undefined || values?.['joinedTicketId']);
  return !isTied && !isUnitServed(ticket);
}
