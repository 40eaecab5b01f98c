import { purgedContent } from '../../bot/index.ts';
import type { Ticket } from '../../tickets/index.ts';
import type { Seal } from '../seal/index.ts';
import { openCollection } from './collection.ts';
import type { Database } from './connect.ts';
import type { EscrowPieces } from './escrow-pieces.ts';
import { handOverCollection } from './hand-over-store.ts';
import { inboxCollection } from './inbox-document.ts';
import { outboxCollection, toOutboxContext, type OutboxDocument } from './outbox-document.ts';
import { transcriptCollection, type TranscriptDocument } from './transcript-document.ts';
import { toPersonTextContext } from './transcript-store.ts';
import { unansweredCollection } from './unanswered-store.ts';

/** What others see of a sealed line; its person goes on seeing their own words. */
const mask = '••••';
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
  for (const line of own.filter(isPlain)) await hideLine(line);
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
  await hideNotices();
  for (const row of await unanswered
    .find({ _id: { $in: ids }, question: { $ne: mask } })
    .toArray()) {
    await pieces.hide(ticketId, unansweredCollection.name, row, { question: mask });
  }
  await forgetSummaries(database, personId);
  return ids;

  async function hideLine(line: TranscriptDocument): Promise<void> {
    const { _id, content } = line;
    const text = content.kind === 'text' ? content.text : undefined;
    const personText =
      line.personText ?? (text && seal.seal(text, toPersonTextContext(_id))) ?? undefined;
    await pieces.hide(ticketId, transcriptCollection.name, line, {
      content: { kind: 'text', text: mask },
      options: undefined,
      personText,
    });
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

  /** It still has to leave: its words become secrets of the person, which delivery opens and no view shows. */
  async function sealUnsent({ _id, status, reply, words, secrets }: OutboxDocument): Promise<void> {
    if (secrets !== undefined || (reply.values === undefined && words === undefined)) return;
    const { values = {}, ...rest } = reply;
    const sealedWords =
      words === undefined || 'wrappedKey' in words
        ? words
        : seal.seal(JSON.stringify(words), toOutboxContext(_id, 'words'));
    const texts = Object.fromEntries(
      Object.entries(values).map(([name, value]) => [name, String(value)]),
    );
    await outbox.updateOne(
      { _id: { $eq: _id }, status: { $eq: status } },
      {
        $set: {
          reply: rest,
          secrets: seal.seal(JSON.stringify(texts), toOutboxContext(_id, 'secrets')),
          ...(sealedWords !== undefined && { words: sealedWords }),
        },
      },
    );
  }
}

const isPlain = ({ content }: TranscriptDocument): boolean =>
  content.kind !== 'text' || content.text !== mask;

/** Lines of other matters stay; of those that belong to none, what was said before and what names the unit. */
function createIsOurs(whole: Ticket, sealedAt: Date) {
  const names = [whole.facts.actingUnit, whole.contact?.match?.unit].flatMap((name = '') =>
    name.trim() === '' ? [] : [name.trim()],
  );
  return ({ ticketId, at, content }: TranscriptDocument): boolean => {
    if (ticketId !== undefined) return ticketId === whole.id;
    if (at <= sealedAt) return true;
    const words = JSON.stringify(content);
    return names.some((name) => words.includes(name));
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
