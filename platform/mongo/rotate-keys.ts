import type { Secrets, SealedValue } from '../seal/index.ts';
import {
  accountCollection,
  listWecomIndexes,
  toTotpContext,
  toWecomContext,
} from './account-store.ts';
import { auditHeadSetting, toAuditHead } from './audit-document.ts';
import { certificateCollection } from './certificate-store.ts';
import { openCollection } from './collection.ts';
import type { Database } from './connect.ts';
import { dutyCollection, toDutyContext } from './duty-store.ts';
import { rotateEscrowPieces } from './escrow-pieces.ts';
import { rotateEscrowGroups } from './escrow-store.ts';
import { invitationCollection } from './invitation-store.ts';
import { rotateDocuments } from './rotate-documents.ts';
import { rotateMembers } from './member-store.ts';
import { outboxCollection, toOutboxContext } from './outbox-document.ts';
import { rotatePeople } from './rotate-people.ts';
import { rotateVeiled } from './rotate-veiled.ts';
import { createSettings } from './settings.ts';
import { ticketCollection } from './ticket-document.ts';
import { rotateTicketImportFiles } from './ticket-import-store.ts';
import { toPersonTextContext, transcriptCollection } from './transcript-document.ts';

/** What was moved to the current master key, and what only a previous one can still read. */
export type Rotation = {
  readonly moved: number;
  /** Digests of codes that nobody can make anew: they end with their tickets and invitations. */
  readonly left: {
    readonly receiptHashes: number;
    readonly invitations: number;
    /** To be brought in again from their list before the old key goes. */
    readonly certificates: number;
  };
};

/**
 * Moves the whole database to the current master key: wrapped keys are wrapped anew, digests made anew. Safe to
 * repeat after a crash. All processes must know the current key, best none is running.
 */
export async function rotateKeys(
  database: Database,
  secrets: Secrets,
  now: Date,
): Promise<Rotation> {
  const moved = [
    await rotatePeople(database, secrets),
    await rotateAccounts(database, secrets),
    await rotateDuty(database, secrets),
    await rotateMembers(database, secrets),
    await rotateOutbox(database, secrets),
    await rotateMessages(database, secrets),
    await rotateVeiled(database, secrets),
    await rotateEscrowPieces(database, secrets),
    await rotateEscrowGroups(database, secrets),
    await rotateTicketImportFiles(database, secrets),
    await rotateDocuments(database, secrets),
    await rotateAuditHead(database, secrets),
  ];
  const receipts = await rotateReceiptHashes(database, secrets);
  return {
    moved: moved.reduce((sum, count) => sum + count, receipts.moved),
    left: {
      receiptHashes: receipts.left,
      invitations: await countLeftInvitations(database, secrets, now),
      certificates: await countLeftCertificates(database, secrets),
    },
  };
}

async function rotateAccounts(database: Database, secrets: Secrets): Promise<number> {
  const accounts = openCollection(database, accountCollection);
  let moved = 0;
  for await (const { _id, totpSecret, wecomUserId } of accounts.find({})) {
    const change = {
      ...(isStale(totpSecret, secrets) && {
        totpSecret: secrets.rewrap(totpSecret, toTotpContext(_id)),
      }),
      ...(isStale(wecomUserId, secrets) && {
        wecomUserId: secrets.rewrap(wecomUserId, toWecomContext(_id)),
        wecomIndexes: listWecomIndexes(secrets, secrets.open(wecomUserId, toWecomContext(_id))),
      }),
    };
    if (Object.keys(change).length === 0) continue;
    await accounts.updateOne({ _id: { $eq: _id } }, { $set: change });
    moved += 1;
  }
  return moved;
}

async function rotateDuty(database: Database, secrets: Secrets): Promise<number> {
  const weeks = openCollection(database, dutyCollection);
  let moved = 0;
  for await (const { _id, shifts } of weeks.find({})) {
    if (!shifts.some(({ phone }) => isStale(phone, secrets))) continue;
    const rewrapped = shifts.map(({ phone, ...shift }) => ({
      ...shift,
      ...(phone !== undefined && { phone: secrets.rewrap(phone, toDutyContext(_id)) }),
    }));
    await weeks.updateOne({ _id: { $eq: _id } }, { $set: { shifts: rewrapped } });
    moved += 1;
  }
  return moved;
}

async function rotateOutbox(database: Database, secrets: Secrets): Promise<number> {
  const outbox = openCollection(database, outboxCollection);
  let moved = 0;
  for await (const row of outbox.find({
    $or: [{ secrets: { $exists: true } }, { sealedReply: { $exists: true } }],
  })) {
    const { _id, words } = row;
    const sealedWords = words !== undefined && 'wrappedKey' in words ? words : undefined;
    const change = {
      ...(isStale(row.secrets, secrets) && {
        secrets: secrets.rewrap(row.secrets, toOutboxContext(_id, 'secrets')),
      }),
      ...(isStale(sealedWords, secrets) && {
        words: secrets.rewrap(sealedWords, toOutboxContext(_id, 'words')),
      }),
    };
    if (Object.keys(change).length === 0) continue;
    await outbox.updateOne({ _id: { $eq: _id } }, { $set: change });
    moved += 1;
  }
  return moved;
}

async function rotateMessages(database: Database, secrets: Secrets): Promise<number> {
  const messages = openCollection(database, transcriptCollection);
  let moved = 0;
  for await (const { _id, personText } of messages.find({ personText: { $exists: true } })) {
    if (!isStale(personText, secrets)) continue;
    const rewrapped = secrets.rewrap(personText, toPersonTextContext(_id));
    await messages.updateOne({ _id: { $eq: _id } }, { $set: { personText: rewrapped } });
    moved += 1;
  }
  return moved;
}

async function rotateReceiptHashes(database: Database, { codes, digests }: Secrets) {
  const tickets = openCollection(database, ticketCollection);
  let [moved, left] = [0, 0];
  for await (const { _id, receiptHash } of tickets.find({ receiptHash: { $exists: true } })) {
    if (receiptHash === undefined || !digests.isStale(receiptHash)) continue;
    const renewed = codes.renewReceiptHash(_id, receiptHash);
    if (renewed === undefined) left += 1;
    else {
      await tickets.updateOne({ _id: { $eq: _id } }, { $set: { receiptHash: renewed } });
      moved += 1;
    }
  }
  return { moved, left };
}

async function rotateAuditHead(database: Database, { digests }: Secrets): Promise<number> {
  const settings = createSettings(database);
  const head = toAuditHead(await settings.get(auditHeadSetting));
  if (head === undefined || !digests.isStale(head.mac)) return 0;
  const { seq, hash, mac } = head;
  // A forged anchor must not become a genuine one by a change of keys.
  if (!digests.matches(mac, 'audit-head', String(seq), hash)) return 0;
  const renewed = digests.digest('audit-head', String(seq), hash);
  await settings.set(auditHeadSetting, { seq, hash, mac: renewed });
  return 1;
}

async function countLeftInvitations(database: Database, { digests }: Secrets, now: Date) {
  const open = { usedBy: { $exists: false }, expiresAt: { $gt: now } };
  const invitations = await openCollection(database, invitationCollection).find(open).toArray();
  return invitations.filter(({ codeHash }) => digests.isStale(codeHash)).length;
}

async function countLeftCertificates(database: Database, { digests }: Secrets): Promise<number> {
  let left = 0;
  for await (const { _id } of openCollection(database, certificateCollection).find({})) {
    if (digests.isStale(_id)) left += 1;
  }
  return left;
}

function isStale(sealed: SealedValue | undefined, secrets: Secrets): sealed is SealedValue {
  return sealed !== undefined && secrets.isStale(sealed);
}
