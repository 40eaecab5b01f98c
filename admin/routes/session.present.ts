import type { Account } from '../../people/index.ts';
import type { Caller } from '../../platform/http/route.ts';
import { permissionNames, permissions } from '../policies.ts';
import type { SessionView } from './session.schema.ts';

/** Shows staff their own account, without anything that signs in. */
export function presentSession(account: Account): SessionView {
  const { id, username, name, roles, mustChangePassword } = account;
  const caller: Caller = { kind: 'staff', accountId: id, name, roles, sessionId: '' };
  return {
    accountId: id,
    username,
    name,
    roles: [...roles],
    permissions: permissionNames.filter((permission) => permissions[permission](caller)),
    mustChangePassword,
  };
}
