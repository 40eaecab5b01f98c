import { HttpError } from '../../platform/http/index.ts';
import { beginSession, type SignedIn } from './begin-session.ts';
import { findByPassword, hashPassword } from './check-password.ts';
import { findPasswordFault } from './password-policy.ts';
import type { SessionPorts } from './ports.ts';
import type { SignInTries } from './sign-in-tries.ts';

/** Replaces the own password, ends every session of the account and begins a new one. Audited. */
export function createChangePassword(ports: SessionPorts, tries: SignInTries) {
  const { accounts, accountSessions, passwords, audit, now } = ports;
  return async function changePassword(
    accountId: string,
    change: { readonly current: string; readonly next: string; readonly clientAddress: string },
  ): Promise<SignedIn> {
    const named = await accounts.find(accountId);
    if (named === undefined) throw new HttpError('sign_in_required');
    const giveBack = tries.take(named.username, change.clientAddress);
    const account = await findByPassword(passwords, named, change.current);
    if (account === undefined) throw new HttpError('password_wrong');
    giveBack();
    const { username } = account;
    const fault = findPasswordFault(change.next, { username, current: change.current });
    if (fault !== undefined) {
      throw new HttpError('password_too_weak', { fields: [{ path: 'body.next', rule: fault }] });
    }
    const passwordHash = await hashPassword(passwords, change.next);
    const changed = { ...account, passwordHash, mustChangePassword: false };
    await audit.record({ at: now(), accountId, action: 'password.change', object: accountId });
    if (!(await accounts.save(changed))) throw new HttpError('version_conflict');
    await accountSessions.removeAllOf(accountId);
    return beginSession(ports, changed);
  };
}
