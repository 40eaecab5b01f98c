import { type Account, findDeputy, findLeave } from '../../people/index.ts';
import type { SessionPorts } from './ports.ts';

/** Leave is a matter of days: who is away is read this seldom. */
const freshForMs = 5000;

/** Finds the colleagues who are on leave and whose deputy an account is now. */
export function createStandIns({ accounts, now }: Pick<SessionPorts, 'accounts' | 'now'>) {
  let all: readonly Account[] = [];
  let readAtMs = -Infinity;
  return async function listAbsent(accountId: string): Promise<readonly string[]> {
    const at = now();
    if (Math.abs(at.getTime() - readAtMs) > freshForMs) {
      all = await accounts.list();
      readAtMs = at.getTime();
    }
    return all
      .filter((account) => findLeave(account, at) !== undefined)
      .filter(({ id }) => findDeputy(all, id, at)?.id === accountId)
      .map(({ id }) => id);
  };
}
