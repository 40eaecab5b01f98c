import type { Account } from '../../people/index.ts';
import type { AccountView } from './accounts.schema.ts';

/** Shows an account to those who manage accounts: no hash, no secret. */
export function presentAccount(account: Account): AccountView {
  const { id, version, username, name, roles, mustChangePassword } = account;
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
  };
}
