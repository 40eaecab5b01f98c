import { verify as verifyTotp } from 'otplib';
import type { Account, AccountSessionStore, AccountStore } from '../../people/index.ts';
import { HttpError } from '../../platform/http/errors.ts';
import { findPasswordFault } from './password-policy.ts';
import { createThrottle } from './throttle.ts';
import { createToken, hashToken } from './token.ts';

/** Slow password digests; throws `password_busy` when too many ask at once. */
export type Passwords = {
  readonly hashPassword: (password: string) => Promise<string>;
  /** Without a hash takes as long as with one and says false. */
  readonly verifyPassword: (passwordHash: string | undefined, password: string) => Promise<boolean>;
};

export type SessionPorts = {
  readonly accounts: AccountStore;
  readonly accountSessions: AccountSessionStore;
  readonly passwords: Passwords;
  readonly now: () => Date;
};

export type Credentials = {
  readonly username: string;
  readonly password: string;
  readonly totp?: string | undefined;
  readonly clientAddress: string;
};

/** A session that has just begun. `token` goes into the cookie and nowhere else. */
export type SignedIn = { readonly account: Account; readonly token: string };

/** A session ends 12 hours after it began. */
export const sessionMaxAgeMs = 12 * 60 * 60 * 1000;

const windowMs = 15 * 60 * 1000;
/** One colleague's address may mistype ten times; one name may be tried from everywhere, an office shares an address. */
const triesPerPair = 10;
const triesPerName = 30;
const triesPerAddress = 60;
const totpToleranceS = 30;
const busyRetryS = 3;

export type SignIn = {
  /** Begins a session. Throws the same `sign_in_refused`, after the same work, whichever part was wrong. */
  readonly signIn: (credentials: Credentials) => Promise<SignedIn>;
  /** Replaces the password, ends every session of the account and begins a new one. */
  readonly changePassword: (
    accountId: string,
    change: { readonly current: string; readonly next: string; readonly clientAddress: string },
  ) => Promise<SignedIn>;
};

export function createSignIn(ports: SessionPorts): SignIn {
  const { accounts, accountSessions, passwords, now } = ports;
  const tries = createTries(now);
  async function isPasswordRight(account: Account | undefined, password: string) {
    const isRight = await passwords
      .verifyPassword(account?.passwordHash, password)
      .catch(refuseWhenBusy);
    return isRight && account !== undefined && account.disabledAt === undefined;
  }

  async function beginSession(account: Account): Promise<SignedIn> {
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

  return {
    async signIn({ username, password, totp, clientAddress }) {
      const finish = tries.take(username, clientAddress);
      const account = await accounts.findByUsername(foldUsername(username));
      if (!(await isPasswordRight(account, password)) || account === undefined) {
        throw new HttpError('sign_in_refused');
      }
      if (account.totpSecret !== undefined) {
        if (totp === undefined) throw new HttpError('totp_required');
        await useTotp(account, account.totpSecret, totp);
      }
      finish();
      return beginSession(account);
    },

    async changePassword(accountId, { current, next, clientAddress }) {
      const account = await accounts.find(accountId);
      if (account === undefined) throw new HttpError('sign_in_refused');
      const finish = tries.take(account.username, clientAddress);
      if (!(await isPasswordRight(account, current))) throw new HttpError('password_wrong');
      const fault = findPasswordFault(next, { username: account.username, current });
      if (fault !== undefined)
        throw new HttpError('password_too_weak', { fields: [{ path: 'body.next', rule: fault }] });
      const changed: Account = {
        ...account,
        passwordHash: await passwords.hashPassword(next).catch(refuseWhenBusy),
        mustChangePassword: false,
      };
      if (!(await accounts.save(changed))) throw new HttpError('version_conflict');
      finish();
      await accountSessions.removeAllOf(account.id);
      return beginSession(changed);
    },
  };

  /** Spends the code's time step by compare-and-set, so that a code signs in once. */
  async function useTotp(account: Account, secret: string, token: string) {
    const result = await verifyTotp({
      secret,
      token,
      epoch: Math.floor(now().getTime() / 1000),
      epochTolerance: totpToleranceS,
      ...(account.totpUsedStep === undefined ? {} : { afterTimeStep: account.totpUsedStep }),
    });
    const step = result.valid && 'timeStep' in result ? result.timeStep : undefined;
    if (step === undefined || !(await accounts.save({ ...account, totpUsedStep: step }))) {
      throw new HttpError('sign_in_refused');
    }
  }
}

/** Usernames are compared trimmed and in lower case. */
export function foldUsername(username: string): string {
  return username.trim().toLowerCase();
}

function createTries(now: () => Date) {
  const perPair = createThrottle({ tries: triesPerPair, windowMs }, now);
  const perName = createThrottle({ tries: triesPerName, windowMs }, now);
  const perAddress = createThrottle({ tries: triesPerAddress, windowMs }, now);
  return {
    /** Takes a try, known name or not; the answer gives it back. Throws `too_many_requests`. */
    take(username: string, clientAddress: string): () => void {
      const name = foldUsername(username);
      const pair = `${clientAddress} ${name}`;
      const retryAfterS =
        perPair.take(pair) ?? perName.take(name) ?? perAddress.take(clientAddress);
      if (retryAfterS !== undefined) throw new HttpError('too_many_requests', { retryAfterS });
      return () => {
        perPair.giveBack(pair);
        perName.giveBack(name);
        perAddress.giveBack(clientAddress);
      };
    },
  };
}

function refuseWhenBusy(error: unknown): never {
  const isBusy =
    typeof error === 'object' &&
    error !== null &&
    'code' in error &&
    error.code === 'password_busy';
  throw isBusy ? new HttpError('too_many_requests', { retryAfterS: busyRetryS }) : error;
}
