import type { Account } from '../../people/index.ts';
import { HttpError } from '../../platform/http/index.ts';
import type { Passwords } from './ports.ts';

const busyRetryS = 3;

/** The account when the password is right and it is enabled; takes as long when there is no such account. */
export async function findByPassword(
  passwords: Passwords,
  account: Account | undefined,
  password: string,
): Promise<Account | undefined> {
  const isRight = await passwords
    .verifyPassword(account?.passwordHash, password)
    .catch(refuseWhenBusy);
  return isRight && account?.disabledAt === undefined ? account : undefined;
}

/** Digests a new password. Throws `too_many_requests` when too many wait. */
export function hashPassword(passwords: Passwords, password: string): Promise<string> {
  return passwords.hashPassword(password).catch(refuseWhenBusy);
}

function refuseWhenBusy(error: unknown): never {
  const isBusy =
    typeof error === 'object' &&
    error !== null &&
    'code' in error &&
    error.code === 'password_busy';
  throw isBusy ? new HttpError('too_many_requests', { retryAfterS: busyRetryS }) : error;
}
