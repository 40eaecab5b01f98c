import type { Account, AccountSession } from '../../people/index.ts';
import type { SessionPorts } from './ports.ts';
import { hashToken } from './token.ts';

/** A session that nobody used for 30 minutes is over. */
const sessionIdleMs = 30 * 60 * 1000;
/** Use is noted at most once a minute. */
const touchEveryMs = 60 * 1000;

export type Identified = { readonly account: Account; readonly session: AccountSession };

/** Finds whose token it is; `isInUse` false (a page refreshing itself) does not prolong the session. */
export type Identify = (
  token: string,
  use: { readonly isInUse: boolean },
) => Promise<Identified | undefined>;

export function createIdentify({
  accounts,
  accountSessions,
  now,
}: Pick<SessionPorts, 'accounts' | 'accountSessions' | 'now'>): Identify {
  return async function identify(token, { isInUse }) {
    const session = await accountSessions.find(hashToken(token));
    if (session === undefined) return undefined;
    const nowMs = now().getTime();
    const isIdle = nowMs - session.lastSeenAt.getTime() >= sessionIdleMs;
    if (isIdle || session.expiresAt.getTime() <= nowMs) {
      await accountSessions.remove(session.id);
      return undefined;
    }
    const account = await accounts.find(session.accountId);
    if (account === undefined || account.disabledAt !== undefined) {
      await accountSessions.removeAllOf(session.accountId);
      return undefined;
    }
    if (isInUse && nowMs - session.lastSeenAt.getTime() >= touchEveryMs) {
      await accountSessions.touch(session.id, now());
    }
    return { account, session };
  };
}
