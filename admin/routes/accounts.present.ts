import { type Account, findRoleConflict, type Scope } from '../../people/index.ts';
import type { AccountView } from './accounts.schema.ts';

/** Shows an account to those who manage accounts: no hash, no secret. */
export function presentAccount(account: Account): AccountView {
  const { id, version, username, name, roles, mustChangePassword, unitId, scope } = account;
  return {
    id,
    version,
    username,
    name,
    roles: [...roles],
    isDisabled: account.disabledAt !== undefined,
    mustChangePassword,
    hasTotp: account.totpSecret !== undefined,
    isInWecom: account.wecomUserId !== undefined,
    isCombined: findRoleConflict(roles) !== undefined,
    ...(unitId !== undefined && { unitId }),
    ...(scope !== undefined && { scope: presentScope(scope) }),
  };
}

function presentScope({ areas, ...scope }: Scope) {
  return { ...scope, ...(areas !== undefined && { areas: [...areas] }) };
}
