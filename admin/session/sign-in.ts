import type { Account } from '../../people/index.ts';
import { HttpError } from '../../platform/http/index.ts';
import { beginSession, type SignedIn } from './begin-session.ts';
import { findByPassword } from './check-password.ts';
import type { SessionPorts } from './ports.ts';
import { foldUsername, type SignInTries } from './sign-in-tries.ts';
import { findTotpStep } from './totp.ts';

export type Credentials = {
  readonly username: string;
  readonly password: string;
  readonly totp?: string | undefined;
  readonly clientAddress: string;
};

/** Who the audit log names where no account was found. */
const nobody = 'nobody';

/**
 * Begins a session; every try is audited. Throws the same `sign_in_refused`, after the same work, whichever part was
 * wrong, and `totp_required` when only the one-time code is still to come.
 */
export function createSignIn(ports: SessionPorts, tries: SignInTries) {
  const { accounts, passwords, audit, now } = ports;

  async function record(action: string, account: Account | undefined): Promise<void> {
    const accountId = account?.id ?? nobody;
    await audit.record({ at: now(), accountId, action, object: accountId });
  }

  /** Spends the code's time step by compare-and-set, so that a code signs in once. */
  async function spendTotp(account: Account, secret: string, code: string): Promise<boolean> {
    const usedStep = account.totpUsedStep;
    const step = await findTotpStep(secret, code, { now: now(), usedStep });
    return step !== undefined && accounts.save({ ...account, totpUsedStep: step });
  }

  return async function signIn({
    username,
    password,
    totp,
    clientAddress,
  }: Credentials): Promise<SignedIn> {
    const giveBack = tries.take(username, clientAddress);
    const named = await accounts.findByUsername(foldUsername(username));
    const account = await findByPassword(passwords, named, password);
    const secret = account?.totpSecret;
    if (secret !== undefined && totp === undefined) {
      giveBack();
      throw new HttpError('totp_required');
    }
    const isRight =
      account !== undefined &&
      (secret === undefined || (await spendTotp(account, secret, totp ?? '')));
    if (!isRight) {
      await record('session.refuse', named);
      throw new HttpError('sign_in_refused');
    }
    await record('session.begin', account);
    giveBack();
    return beginSession(ports, account);
  };
}
