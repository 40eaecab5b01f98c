import type { Account } from '../../people/index.ts';
import type { SessionPorts } from './ports.ts';
import { createToken, hashToken } from './token.ts';

/** A session ends 12 hours after it began. */
export const sessionMaxAgeMs = 12 * 60 * 60 * 1000;

/** A session that has just begun. `token` goes into the cookie and nowhere else. */
export type SignedIn = { readonly account: Account; readonly token: string };

/** Stores a new session of the account. */
export async function beginSession(
  { accountSessions, now }: Pick<SessionPorts, 'accountSessions' | 'now'>,
  account: Account,
): Promise<SignedIn> {
  const token = createToken();
  const createdAt = now();
  await accountSessions.insert({
    id: hashToken(token),
    accountId: account.id,
    createdAt,
    lastSeenAt: createdAt,
    expiresAt: new Date(createdAt.getTime() + sessionMaxAgeMs),
  });
  return { account, token };
}
