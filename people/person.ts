import type { Leave } from './scope/leave.ts';
import type { Recusal } from './scope/recusal.ts';
import type { Scope } from './scope/scope.ts';

/** A person as staff may come to know them; addresses stay sealed behind `personId`. */
export type Person = {
  readonly id: string;
  readonly name?: string;
  readonly phone?: string;
  readonly language: 'zh-CN' | 'zh-TW' | 'en';
  readonly specialist?: Enrolment;
};

/** Bound by an invitation to a chamber or company, with a term. */
export type Enrolment = {
  readonly organisation: string;
  readonly enrolledAt: Date;
  readonly until: Date;
};

/** A one-time code that makes a person an enterprise specialist. Kept only as HMAC. */
export type Invitation = {
  readonly id: string;
  readonly codeHash: string;
  readonly organisation: string;
  readonly termUntil: Date;
  readonly expiresAt: Date;
  readonly createdBy: string;
  readonly usedBy?: string;
  /** The used invitation of the specialist before: whoever uses this one takes on their open tickets. */
  readonly succeeds?: string;
};

export const roles = [
  'intake_clerk',
  'duty_officer',
  'handler',
  'section_head',
  'approver',
  'legal_reviewer',
  'knowledge_editor',
  'analyst',
  'township_liaison',
  'expert',
  'agency_officer',
  'system_admin',
  'security_admin',
  'audit_admin',
] as const;
export type Role = (typeof roles)[number];

/** A staff account. The password is an argon2id hash. */
export type Account = {
  readonly id: string;
  readonly version: number;
  readonly username: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly passwordHash: string;
  readonly mustChangePassword: boolean;
  readonly totpSecret?: string;
  /** The last TOTP step that was used, so that a code works once. */
  readonly totpUsedStep?: number;
  readonly disabledAt?: Date;
  /** The member of WeCom behind the account, in small letters; stored sealed, found by a keyed digest. */
  readonly wecomUserId?: string;
  /** A code that the member types in WeCom to be linked; kept only as HMAC, good once. */
  readonly wecomCodeHash?: string;
  readonly wecomCodeUntil?: Date;
  /** The unit that the account belongs to; an agency officer's is the one it answers for. */
  readonly unitId?: string;
  /** What it may see of tickets; absent: everything. */
  readonly scope?: Scope;
  readonly leaves?: readonly Leave[];
  readonly recusals?: readonly Recusal[];
};

export type AccountSession = {
  /** SHA-256 of the cookie's token. */
  readonly id: string;
  readonly accountId: string;
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
  readonly expiresAt: Date;
};
