import type { AccountSessionStore, AccountStore, AuditLog } from '../../people/index.ts';

/** Slow password digests; throws `password_busy` when too many ask at once. */
export type Passwords = {
  readonly hashPassword: (password: string) => Promise<string>;
  /** Without a hash takes as long as with one and says false. */
  readonly verifyPassword: (passwordHash: string | undefined, password: string) => Promise<boolean>;
};

/** What signing in needs of the rest of the house. */
export type SessionPorts = {
  readonly accounts: AccountStore;
  readonly accountSessions: AccountSessionStore;
  readonly passwords: Passwords;
  readonly audit: AuditLog;
  readonly now: () => Date;
};
