import { purgedContent } from '../../bot/index.ts';
import type { Ticket } from '../../tickets/index.ts';
import type { Seal } from '../seal/index.ts';
import { openCollection } from './collection.ts';
import type { Database } from './connect.ts';
import type { EscrowPieces } from './escrow-pieces.ts';
import { handOverCollection } from './hand-over-store.ts';
import { sealMessage, sealRow } from './escrow-veil.ts';
import { inboxCollection, type InboxDocument } from './inbox-document.ts';
import { isMasked, mask, maskLine } from './mask-line.ts';
import { outboxCollection, type OutboxDocument } from './outbox-document.ts';
import { createRepeatsMatter } from './repeats-matter.ts';
import { sealSession } from './session-store.ts';
import { transcriptCollection, type TranscriptDocument } from './transcript-document.ts';
import { unansweredCollection } from './unanswered-store.ts';

const settled: readonly OutboxDocument['status'][] = ['sent', 'told', 'failed', 'cancelled'];

/**
 * Seals what the reporter said and was told: all that belongs to the ticket, what was said before it was sealed and
 * belongs to none, and what names the unit again later. Returns the ids of the lines. Safe to repeat.
 */
export async function hideMessages(
  database: Database,
  seal: Seal,
  pieces: EscrowPieces,
  whole: Ticket,
): Promise<readonly string[]> {
  const lines = openCollection(database, transcriptCollection);
  const inbox = openCollection(database, inboxCollection);
  const outbox = openCollection(database, outboxCollection);
  const unanswered = openCollection(database, unansweredCollection);
  const { id: ticketId, personId = '' } = whole;
  const sealedAt = whole.contact?.sealedAt ?? whole.updatedAt;
  const isOurs = createIsOurs(whole, sealedAt);

  const found = await lines
    .find({
      $or: [{ conversation: { $eq: personId } }, { ticketId: { $eq: ticketId } }],
    })
    .toArray();
  const own = found.filter(isOurs);
  for (const line of own.filter((one) => !isMasked(one))) await hideLine(line);
  const ids = own.map(({ _id }) => _id);
  const received = await inbox
    .find({
      _id: { $in: ids },
      status: { $eq: 'done' },
      'content.type': { $ne: purgedContent.type },
    })
    .toArray();
  for (const row of received) {
    await pieces.hide(ticketId, inboxCollection.name, row, { content: purgedContent });
  }
  const unhandled = {
    personId: { $eq: personId },
    status: { $in: ['waiting', 'parked'] },
  } as const;
  for (const row of await inbox
    .find({ ...unhandled, sealedContent: { $exists: false } })
    .toArray()) {
    await hideWaiting(row);
  }
  await sealSession(database, seal, personId);
  await hideNotices();
  for (const row of await unanswered
    .find({ _id: { $in: ids }, question: { $ne: mask } })
    .toArray()) {
    await pieces.hide(ticketId, unansweredCollection.name, row, { question: mask });
  }
  await forgetSummaries(database, personId);
  return ids;

  async function hideLine(line: TranscriptDocument): Promise<void> {
    await pieces.hide(ticketId, transcriptCollection.name, line, maskLine(line, seal));
  }

  /** What still waits to be handled is opened by that alone. */
  async function hideWaiting(row: InboxDocument): Promise<void> {
    const { content, sealedContent } = sealMessage(row, seal);
    await inbox.updateOne(
      { _id: { $eq: row._id }, status: { $eq: row.status } },
      { $set: { content, ...(sealedContent && { sealedContent }) } },
    );
  }

  async function hideNotices(): Promise<void> {
    const rows = await outbox
      .find({
        $or: [
          { ticketId: { $eq: ticketId } },
          {
            personId: { $eq: personId },
            ticketId: { $exists: false },
            createdAt: { $lte: sealedAt },
          },
        ],
      })
      .toArray();
    for (const row of rows) {
      if (settled.includes(row.status)) await hideSettled(row);
      else await sealUnsent(row);
    }
  }

  async function hideSettled(row: OutboxDocument): Promise<void> {
    const { key, values, sources } = row.reply;
    if (values === undefined && row.words === undefined) return;
    const reply = { key, ...(sources !== undefined && { sources }) };
    await pieces.hide(ticketId, outboxCollection.name, row, {
      reply,
      words: undefined,
      secrets: undefined,
    });
  }

  async function sealUnsent(row: OutboxDocument): Promise<void> {
    const { _id, status } = row;
    if (row.sealedReply !== undefined) return;
    const { reply, words, sealedReply } = sealRow(row, seal);
    await outbox.updateOne(
      { _id: { $eq: _id }, status: { $eq: status } },
      {
        $set: { reply, ...(sealedReply && { sealedReply }), ...(words !== undefined && { words }) },
      },
    );
  }
}

/** Lines of other matters stay; of those that belong to none, what was said before and what repeats this one. */
function createIsOurs(whole: Ticket, sealedAt: Date) {
  const repeats = createRepeatsMatter(whole);
  return ({ ticketId, at, author, content }: TranscriptDocument): boolean => {
    if (ticketId !== undefined) return ticketId === whole.id;
    return at <= sealedAt || author === 'staff' || repeats(JSON.stringify(content));
  };
}

/** What the next member of staff would have read; made anew from the lines when it is wanted. */
async function forgetSummaries(database: Database, personId: string): Promise<void> {
  const handOvers = openCollection(database, handOverCollection);
  const found = await handOvers.findOne({ _id: { $eq: personId } });
  if (found === null || !found.history.some(({ summary }) => summary !== undefined)) return;
  const history = found.history.map(({ summary: _, ...change }) => change);
  await handOvers.updateOne(
    { _id: { $eq: personId }, version: { $eq: found.version } },
    { $set: { history }, $inc: { version: 1 } },
  );
}
