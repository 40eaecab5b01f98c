import { type Account, may, type Unit } from '../../people/index.ts';
import { isWithin, type Whereabouts } from '../../tickets/index.ts';
import { toBounds } from './bounds.ts';

/** Whether an account may be given a matter: it works on matters, and this one lies within what it may see. */
export function canHave(account: Account, where: Whereabouts, units: readonly Unit[]): boolean {
  const { id, name, roles, unitId, scope, recusals, disabledAt } = account;
  if (disabledAt !== undefined || !may(roles, 'move')) return false;
  const running = (recusals ?? []).filter(({ endedAt }) => endedAt === undefined);
  const bounds = toBounds(
    {
      kind: 'staff',
      accountId: id,
      name,
      roles,
      sessionId: '',
      recusals: running,
      ...(unitId !== undefined && { unitId }),
      ...(scope !== undefined && { scope }),
    },
    units,
  );
  if (bounds === undefined) return true;
  // That it is theirs already is no reason for it to become theirs.
  return isWithin({ ...bounds, assigneeIds: [] }, where);
}
