import { createHash } from 'node:crypto';
import type { AuditEntry } from '../../people/index.ts';
import { defineCollection } from './collection.ts';

const entryFields = {
  at: { type: Date, required: true },
  accountId: { type: String, required: true },
  action: { type: String, required: true },
  object: { type: String, required: true },
  reason: String,
};

/** An entry that is durable and waits for its place in the chain. */
export type PendingAuditDocument = AuditEntry & {
  readonly _id: string;
  readonly v: number;
  readonly recordedAt: Date;
  readonly order: number;
};

export const pendingAuditCollection = defineCollection<PendingAuditDocument>(
  'audit_pending',
  {
    ...entryFields,
    recordedAt: { type: Date, required: true },
    order: { type: Number, required: true },
  },
  [[{ recordedAt: 1, order: 1 }]],
);

/** A link of the chain: its number is its key, so that two processes can never both give it. */
export type AuditDocument = AuditEntry & {
  readonly _id: number;
  readonly v: number;
  /** The pending entry that it was made of, so that none enters twice. */
  readonly entryId: string;
  readonly alg: 'SHA-256';
  readonly previousHash: string;
  readonly hash: string;
};

export const auditCollection = defineCollection<AuditDocument>(
  'audit',
  {
    ...entryFields,
    entryId: { type: String, required: true },
    alg: { type: String, enum: ['SHA-256'], required: true },
    previousHash: { type: String, required: true },
    hash: { type: String, required: true },
  },
  [[{ entryId: 1 }, { unique: true }]],
  Number,
);

/** Where the chain stands; `mac` is under a key that is not in the database. */
export type AuditHead = { readonly seq: number; readonly hash: string; readonly mac: string };
export const auditHeadSetting = 'audit_head';

/** What the first link has before it. */
export const noHash = 'none';

export function toLink(
  { _id, v, recordedAt, order, ...entry }: PendingAuditDocument,
  seq: number,
  previousHash: string,
): AuditDocument {
  const link = { _id: seq, v: 1, ...entry, entryId: _id, alg: 'SHA-256', previousHash } as const;
  return { ...link, hash: hashLink(link) };
}

/** SHA-256 of all that a link says and of the link before it. */
export function hashLink(link: Omit<AuditDocument, 'hash' | 'v'>): string {
  const { _id, previousHash, entryId, at, accountId, action, object, reason = null } = link;
  const parts = [_id, previousHash, entryId, at.toISOString(), accountId, action, object, reason];
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
}

export function toAuditHead(value: unknown): AuditHead | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const [seq, hash, mac]: unknown[] = ['seq', 'hash', 'mac'].map((name) =>
    Reflect.get(value, name),
  );
  if (typeof seq !== 'number' || typeof hash !== 'string' || typeof mac !== 'string') {
    return undefined;
  }
  return { seq, hash, mac };
}
