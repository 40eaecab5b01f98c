import { type Account, listPermissions } from '../../people/index.ts';
import type { SessionView } from './session.schema.ts';

/** Shows staff their own account, without anything that signs in. */
export function presentSession(account: Account): SessionView {
  const { id, username, name, roles, mustChangePassword } = account;
  return {
    accountId: id,
    username,
    name,
    roles: [...roles],
    permissions: [...listPermissions(roles)],
    mustChangePassword,
  };
}
