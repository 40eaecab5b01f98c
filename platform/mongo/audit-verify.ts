import type { Digests } from '../seal/index.ts';
import {
  auditCollection,
  auditHeadSetting,
  hashLink,
  noHash,
  toAuditHead,
  type AuditDocument,
  type AuditHead,
} from './audit-document.ts';
import { openCollection } from './collection.ts';
import type { Database } from './connect.ts';
import { toWhole, type EscrowPieces } from './escrow-pieces.ts';
import { createSettings } from './settings.ts';

/**
 * missing: its number is not there · changed: it no longer has its hash · unlinked: the one before it was exchanged ·
 * head_forged: the anchor of the chain was removed, changed, or speaks of another chain.
 */
export type AuditFault = 'missing' | 'changed' | 'unlinked' | 'head_forged';

export type AuditFinding =
  | { readonly kind: 'intact'; readonly count: number }
  | { readonly kind: 'broken'; readonly seq: number; readonly fault: AuditFault };

/** Reads the whole chain and names its first bad entry; reasons that lie sealed are read from `kept`. What is written meanwhile may be left out. */
export async function verifyAudit(
  database: Database,
  digests: Digests,
  kept?: Pick<EscrowPieces, 'find'>,
): Promise<AuditFinding> {
  const head = toAuditHead(await createSettings(database).get(auditHeadSetting));
  const chain = openCollection(database, auditCollection).find({}, { sort: { _id: 1 } });
  let previous: Pick<AuditDocument, '_id' | 'hash'> = { _id: 0, hash: noHash };
  for await (const stored of chain) {
    const link = stored.reason === '' ? await toWhole(stored, auditCollection.name, kept) : stored;
    const fault = findFault(link, previous) ?? findHeadFault(link, head, digests);
    if (fault !== undefined) {
      return { kind: 'broken', seq: fault === 'missing' ? previous._id + 1 : link._id, fault };
    }
    previous = link;
  }
  const count = previous._id;
  if (head === undefined) {
    return count === 0
      ? { kind: 'intact', count }
      : { kind: 'broken', seq: count, fault: 'head_forged' };
  }
  return head.seq > count
    ? { kind: 'broken', seq: count + 1, fault: 'missing' }
    : { kind: 'intact', count };
}

function findFault(
  link: AuditDocument,
  previous: Pick<AuditDocument, '_id' | 'hash'>,
): AuditFault | undefined {
  if (link._id !== previous._id + 1) return 'missing';
  if (hashLink(link) !== link.hash) return 'changed';
  return link.previousHash === previous.hash ? undefined : 'unlinked';
}

function findHeadFault(
  { _id, hash }: AuditDocument,
  head: AuditHead | undefined,
  digests: Digests,
): AuditFault | undefined {
  if (head?.seq !== _id) return undefined;
  const isGenuine =
    head.hash === hash && digests.matches(head.mac, 'audit-head', String(head.seq), head.hash);
  return isGenuine ? undefined : 'head_forged';
}
