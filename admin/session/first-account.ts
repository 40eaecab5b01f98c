import { type AccountStore, firstAccountRoles } from '../../people/index.ts';
import type { Passwords } from './ports.ts';

/**
 * Creates the account `admin` when there is none at all; true when it did. Several processes may try at once.
 * `mustChangePassword` is for a generated password; one that the operator set is used as it is.
 */
export async function createFirstAccount(
  { accounts, passwords }: { readonly accounts: AccountStore; readonly passwords: Passwords },
  first: {
    readonly id: string;
    readonly name: string;
    readonly password: string;
    readonly mustChangePassword: boolean;
  },
): Promise<boolean> {
  if ((await accounts.count()) > 0) return false;
  return accounts.insert({
    id: first.id,
    version: 1,
    username: 'admin',
    name: first.name,
    roles: firstAccountRoles,
    passwordHash: await passwords.hashPassword(first.password),
    mustChangePassword: first.mustChangePassword,
  });
}
