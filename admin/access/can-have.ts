import { type Account, listRunningRecusals, may, type Unit } from '../../people/index.ts';
import { isBarred, isWithin, type TicketBounds, type Whereabouts } from '../../tickets/index.ts';
import { toBounds } from './bounds.ts';

/** Whether an account may be given a matter: it works on matters, and this one lies within what it may see. */
export function canHave(account: Account, where: Whereabouts, units: readonly Unit[]): boolean {
  if (account.disabledAt !== undefined || !may(account.roles, 'move')) return false;
  const bounds = toAccountBounds(account, units);
  if (bounds === undefined) return true;
  // That it is theirs already is no reason for it to become theirs.
  return isWithin({ ...bounds, assigneeIds: [] }, where);
}

/** Whether an account has no part in a matter: recused, of the other side, or passed by; its scope does not count. */
export function isKeptOut(account: Account, where: Whereabouts, units: readonly Unit[]): boolean {
  const bounds = toAccountBounds(account, units);
  return bounds !== undefined && isBarred(bounds, where);
}

function toAccountBounds(account: Account, units: readonly Unit[]): TicketBounds | undefined {
  const { id, name, roles, unitId, scope } = account;
  return toBounds(
    {
      kind: 'staff',
      accountId: id,
      name,
      roles,
      sessionId: '',
      recusals: listRunningRecusals(account.recusals),
      ...(unitId !== undefined && { unitId }),
      ...(scope !== undefined && { scope }),
    },
    units,
  );
}
