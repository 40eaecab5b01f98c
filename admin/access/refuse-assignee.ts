import { isThere } from '../../people/index.ts';
import { HttpError } from '../../platform/http/index.ts';
import type { Ticket } from '../../tickets/index.ts';
import type { AdminPorts } from '../ports.ts';
import { canHave } from './can-have.ts';

/**
 * Lets a ticket go to those alone who may have it and are there. Throws `assignee_unfit` (recused, of the other side,
 * out of scope, no such work) or `assignee_away`.
 */
export function createRefuseAssignee({
  accounts,
  units,
  now,
}: Pick<AdminPorts, 'accounts' | 'units' | 'now'>) {
  return async function refuseAssignee(ticket: Ticket, assigneeId: string): Promise<void> {
    const account = await accounts.find(assigneeId);
    if (account === undefined || !canHave(account, ticket, units.all())) {
      throw new HttpError('assignee_unfit');
    }
    if (!isThere(account, now())) throw new HttpError('assignee_away');
  };
}
