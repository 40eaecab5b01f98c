import type { Ticket } from '../../tickets/index.ts';
import { toFileId } from '../../bot/index.ts';
import type { Seal } from '../seal/index.ts';
import { auditCollection, pendingAuditCollection } from './audit-document.ts';
import { openCollection } from './collection.ts';
import type { Database } from './connect.ts';
import { alertCollection } from './deadline-store.ts';
import { documentCollection } from './document-schema.ts';
import { holdsMore, type EscrowPieces, type StoredRow } from './escrow-pieces.ts';
import { hideMessages } from './escrow-messages.ts';
import { openNative } from './connect.ts';
import { sealSavedViews } from './saved-view-store.ts';
import { mask } from './mask-line.ts';
import { referralCollection } from './referral-store.ts';
import { createRepeatsMatter } from './repeats-matter.ts';
import { sortingVoteCollection } from './sorting-store.ts';
import { taskCollection } from './task-store.ts';

/** The files of a ticket, as far as an escrow moves them. */
export type EscrowFiles = {
  readonly hide: (ticketId: string, fileIds: readonly string[]) => Promise<void>;
  readonly show: (ticketId: string) => Promise<void>;
};

/** Rows of files, kept by the room of files under their document's id. */
const paperCollection = 'papers';

/** What an official paper says; numbers, states and hashes stay. */
const blankDocument = {
  title: '',
  addressedTo: '',
  units: [],
  copiedTo: [],
  attachments: [],
  fields: {},
  paraphrase: undefined,
  basis: undefined,
  points: [],
  paragraphs: [],
  steps: [],
  submissions: [],
  servings: [],
  unsealed: undefined,
  sealed: undefined,
};

/** Everything but the ticket itself: what was said, told, sent in, written and noted about it. */
export function createEscrowRest(
  database: Database,
  seal: Seal,
  pieces: EscrowPieces,
  files: EscrowFiles,
) {
  const native = openNative(database.connection);
  const votes = openCollection(database, sortingVoteCollection);
  const referrals = openCollection(database, referralCollection);

  /** Rows that were not emptied yet, or were written to since. */
  async function hideWhere(
    whole: Ticket,
    { name }: { readonly name: string },
    filter: Readonly<Record<string, unknown>>,
    blank: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    const rows = await native.collection<StoredRow>(name).find(filter).toArray();
    for (const row of rows.filter((one) => holdsMore(one, blank))) {
      await pieces.hide(whole.id, name, row, blank);
    }
  }

  /** The files of official papers: without their names, and found by nobody as a document's. */
  async function hidePapers(whole: Ticket): Promise<void> {
    const documentIds = await listIds(documentCollection.name, whole);
    const ofDocuments = { documentId: { $in: documentIds } };
    await hideWhere(whole, { name: paperCollection }, ofDocuments, { name: '', documentId: '' });
  }

  return {
    async hide(whole: Ticket): Promise<void> {
      const ofTicket = { ticketId: { $eq: whole.id } };
      const hidden = await hideMessages(database, seal, pieces, whole);
      await files.hide(whole.id, hidden.map(toFileId));
      await hideWhere(whole, documentCollection, ofTicket, blankDocument);
      await hidePapers(whole);
      await hideWhere(whole, taskCollection, ofTicket, { attempts: [] });
      await hideWhere(whole, alertCollection, ofTicket, { answer: undefined });
      await votes.deleteOne({ _id: { $eq: whole.id } });
      await sealSavedViews(database, seal);
      await hideReferrals(whole);
      await hideAudit(whole, hidden);
    },
    show: (ticketId: string): Promise<void> => files.show(ticketId),
  };

  /** A matter about a unit to which the person was sent earlier: who is competent there is whom this one is about. */
  async function hideReferrals(whole: Ticket): Promise<void> {
    const repeats = createRepeatsMatter(whole);
    const { name } = referralCollection;
    const own = referrals.find({ personId: { $eq: whole.personId ?? '' }, unit: { $ne: mask } });
    for (const row of (await own.toArray()).filter(({ unit }) => repeats(unit))) {
      await pieces.hide(whole.id, name, row, { unit: mask });
    }
  }

  /** What else of the ticket may have been done something with, for a reason: papers, tasks, alerts, files. */
  async function listObjects(whole: Ticket, messageIds: readonly string[]) {
    const held = [documentCollection.name, taskCollection.name, alertCollection.name];
    const ids = await Promise.all(held.map((name) => listIds(name, whole)));
    return [whole.id, whole.number, ...ids.flat(), ...messageIds, ...messageIds.map(toFileId)];
  }

  async function listIds(name: string, whole: Ticket): Promise<readonly (string | number)[]> {
    const ofTicket = { ticketId: { $eq: whole.id } };
    const found = native.collection<StoredRow>(name).find(ofTicket, { projection: { _id: 1 } });
    return (await found.toArray()).map(({ _id }) => _id);
  }

  /** The free words of those who did something with it; the chain's check reads them from here. */
  async function hideAudit(whole: Ticket, messageIds: readonly string[]): Promise<void> {
    const objects = await listObjects(whole, messageIds);
    const filter = { object: { $in: objects }, reason: { $exists: true, $ne: '' } };
    // What waits for its place in the chain is sealed once it has it.
    const isChaining = await native
      .collection(pendingAuditCollection.name)
      .findOne({ object: { $in: objects } });
    if (isChaining === null) await hideWhere(whole, auditCollection, filter, { reason: '' });
  }
}
