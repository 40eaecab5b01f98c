import type { Account, AccountSession, Enrolment, Invitation, Person } from './person.ts';

export type PersonStore = {
  /** Opens the person's sealed name and phone: an audited reveal unless it is the person themself. */
  readonly find: (id: string) => Promise<Person | undefined>;
  /** Creates a person without a channel (来电, 来访, 来信), with a random id. */
  readonly create: (contact: {
    readonly name?: string;
    readonly phone?: string;
  }) => Promise<string>;
  readonly saveContact: (
    id: string,
    contact: { readonly name?: string; readonly phone?: string },
  ) => Promise<void>;
  /** Seals what was said in a draft beside the person's own; it replaces that when the draft is filed. */
  readonly keepForDraft: (
    id: string,
    contact: { readonly name?: string; readonly phone?: string },
  ) => Promise<void>;
  /** Makes the draft's name and phone the person's, or forgets them; harmless when repeated. */
  readonly settleDraftContact: (id: string, how: 'keep' | 'drop') => Promise<void>;
  readonly enrol: (id: string, enrolment: Enrolment) => Promise<void>;
  readonly findEnrolment: (id: string) => Promise<Enrolment | undefined>;
  /** People whose phone is exactly this one (by blind index). */
  readonly listByPhone: (phone: string) => Promise<readonly string[]>;
};

export type InvitationStore = {
  readonly insert: (invitation: Invitation) => Promise<void>;
  /** Marks the invitation used by the person if it is unused and unexpired; idempotent for the same person. */
  readonly redeem: (
    codeHash: string,
    personId: string,
    now: Date,
  ) => Promise<Invitation | undefined>;
  readonly find: (id: string) => Promise<Invitation | undefined>;
  readonly list: () => Promise<readonly Invitation[]>;
};

export type AccountStore = {
  readonly find: (id: string) => Promise<Account | undefined>;
  readonly findByUsername: (username: string) => Promise<Account | undefined>;
  readonly findByWecomUserId: (userId: string) => Promise<Account | undefined>;
  readonly findByWecomCode: (hash: string) => Promise<Account | undefined>;
  readonly insert: (account: Account) => Promise<boolean>;
  /** Compare-and-set on version; false on a conflict, also when another account has the same member of WeCom. */
  readonly save: (account: Account) => Promise<boolean>;
  readonly list: () => Promise<readonly Account[]>;
  readonly count: () => Promise<number>;
};

export type AccountSessionStore = {
  readonly insert: (session: AccountSession) => Promise<void>;
  readonly find: (id: string) => Promise<AccountSession | undefined>;
  readonly touch: (id: string, lastSeenAt: Date) => Promise<void>;
  readonly remove: (id: string) => Promise<void>;
  readonly removeAllOf: (accountId: string) => Promise<void>;
};

/** Who did what; hash-chained, written before a reveal happens. Holds no address, name or phone. */
export type AuditEntry = {
  readonly at: Date;
  readonly accountId: string;
  readonly action: string;
  readonly object: string;
  readonly reason?: string;
};

export type AuditLog = { readonly record: (entry: AuditEntry) => Promise<void> };

/** Keyed digests and sealing, so that pure rooms need no crypto. */
export type Hashes = {
  /** The receipt code of a ticket: 16 or more Crockford characters in groups of four, the same at every call. */
  readonly deriveReceiptCode: (ticketId: string) => string;
  /** HMAC-SHA256 of a receipt code, folded (upper case, no separators) first. */
  readonly hashReceiptCode: (code: string) => string;
  readonly hashInvitationCode: (code: string) => string;
  readonly hashBindingCode: (code: string) => string;
};
