import type { Ticket } from '../../tickets/index.ts';
import { toFileId } from '../../bot/index.ts';
import type { Seal } from '../seal/index.ts';
import { auditCollection, pendingAuditCollection } from './audit-document.ts';
import { openCollection } from './collection.ts';
import type { Database } from './connect.ts';
import { alertCollection } from './deadline-store.ts';
import { documentCollection } from './document-schema.ts';
import type { EscrowPieces, StoredRow } from './escrow-pieces.ts';
import { hideMessages } from './escrow-messages.ts';
import { openNative } from './connect.ts';
import { sealSavedViews } from './saved-view-store.ts';
import { sortingVoteCollection } from './sorting-store.ts';
import { taskCollection } from './task-store.ts';

/** The files of a ticket, as far as an escrow moves them. */
export type EscrowFiles = {
  readonly hide: (ticketId: string, fileIds: readonly string[]) => Promise<void>;
  readonly show: (ticketId: string) => Promise<void>;
};

/** What an official paper says; numbers, states and hashes stay. */
const blankDocument = {
  title: '',
  addressedTo: '',
  units: [],
  copiedTo: [],
  attachments: [],
  fields: {},
  paraphrase: undefined,
  points: [],
  paragraphs: [],
  steps: [],
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

  /** Rows that were not emptied yet. */
  async function hideWhere(
    whole: Ticket,
    { name }: { readonly name: string },
    filter: Readonly<Record<string, unknown>>,
    blank: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    const rows = await native.collection<StoredRow>(name).find(filter).toArray();
    for (const row of rows) await pieces.hide(whole.id, name, row, blank);
  }

  return {
    async hide(whole: Ticket): Promise<void> {
      const ofTicket = { ticketId: { $eq: whole.id } };
      const hidden = await hideMessages(database, seal, pieces, whole);
      await files.hide(whole.id, hidden.map(toFileId));
      const written = { ...ofTicket, title: { $ne: '' } };
      await hideWhere(whole, documentCollection, written, blankDocument);
      const noted = { ...ofTicket, 'attempts.0': { $exists: true } };
      await hideWhere(whole, taskCollection, noted, { attempts: [] });
      const answered = { ...ofTicket, answer: { $exists: true } };
      await hideWhere(whole, alertCollection, answered, { answer: undefined });
      await votes.deleteOne({ _id: { $eq: whole.id } });
      await sealSavedViews(database, seal);
      await hideAudit(whole, hidden);
    },
    show: (ticketId: string): Promise<void> => files.show(ticketId),
  };

  /** The free words of those who did something with it; the chain's check reads them from here. */
  async function hideAudit(whole: Ticket, messageIds: readonly string[]): Promise<void> {
    const objects = [whole.id, whole.number, ...messageIds, ...messageIds.map(toFileId)];
    const filter = { object: { $in: objects }, reason: { $exists: true, $ne: '' } };
    // What waits for its place in the chain is sealed once it has it.
    const isChaining = await native
      .collection(pendingAuditCollection.name)
      .findOne({ object: { $in: objects } });
    if (isChaining === null) await hideWhere(whole, auditCollection, filter, { reason: '' });
  }
}
