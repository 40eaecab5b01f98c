import { purgedContent } from '../../bot/index.ts';
import type { Ticket } from '../../tickets/index.ts';
import type { Seal } from '../seal/index.ts';
import type { Database } from './connect.ts';
import { createEscrowPieces } from './escrow-pieces.ts';
import { toInboxContext, type InboxDocument } from './inbox-document.ts';
import { toOutboxContext, type OutboxDocument } from './outbox-document.ts';
import { createRepeatsMatter } from './repeats-matter.ts';
import type { SealedMatters } from './sealed-matters.ts';
import { transcriptCollection, type TranscriptDocument } from './transcript-document.ts';
import { maskLine } from './mask-line.ts';

type NewLine = Omit<TranscriptDocument, 'seq'>;

/** Seals what is written about a person whose matter waits for others, before it is stored. */
export type EscrowVeil = {
  readonly coverLine: (line: NewLine) => Promise<NewLine>;
  /** For lines that turn out to belong to a sealed ticket. */
  readonly hideLines: (lines: readonly TranscriptDocument[], ticketId: string) => Promise<void>;
  readonly coverMessage: (row: InboxDocument) => Promise<InboxDocument>;
  readonly openMessage: (row: InboxDocument) => InboxDocument;
  readonly coverRow: (row: OutboxDocument) => Promise<OutboxDocument>;
  /** Whether the person waits under seal: what is kept of them is then kept sealed. */
  readonly isSealed: (personId: string) => Promise<boolean>;
  /** Whether words of the person repeat what lies sealed. */
  readonly repeats: (personId: string, words: string) => Promise<boolean>;
};

export function createEscrowVeil(
  database: Database,
  seal: Seal,
  matters: SealedMatters,
): EscrowVeil {
  const pieces = createEscrowPieces(database, seal);
  const isSealed = async (personId: string) => (await matters.listOf(personId)).length > 0;

  return {
    async coverLine(line) {
      const matter = (await matters.listOf(line.conversation)).find((one) => isOf(one, line));
      if (matter === undefined) return line;
      const { name } = transcriptCollection;
      const { content, personText } = maskLine(line, seal);
      await pieces.keepFields(matter.id, name, line, ['content', 'options', 'personText']);
      const { options: _, ...rest } = line;
      return { ...rest, content, ...(personText !== undefined && { personText }) };
    },
    async hideLines(lines, ticketId) {
      const [first] = lines;
      if (first === undefined) return;
      const sealed = await matters.listOf(first.conversation);
      if (!sealed.some(({ id }) => id === ticketId)) return;
      for (const line of lines) {
        await pieces.hide(ticketId, transcriptCollection.name, line, maskLine(line, seal));
      }
    },
    async coverMessage(row) {
      return (await isSealed(row.personId)) ? sealMessage(row, seal) : row;
    },
    openMessage: (row) =>
      row.sealedContent === undefined
        ? row
        : { ...row, content: JSON.parse(seal.open(row.sealedContent, toInboxContext(row._id))) },
    async coverRow(row) {
      const sealed = await matters.listOf(row.personId);
      const isOther = row.ticketId !== undefined && !sealed.some(({ id }) => id === row.ticketId);
      return sealed.length === 0 || isOther ? row : sealRow(row, seal);
    },
    isSealed,
    async repeats(personId, words) {
      return (await matters.listOf(personId)).some((matter) => createRepeatsMatter(matter)(words));
    },
  };
}

/**
 * Of lines that belong to no ticket: what staff write, whatever it is, so that nobody finds out by trying names; of the
 * others what repeats the matter.
 */
function isOf(matter: Ticket, { ticketId, author, content }: NewLine): boolean {
  if (ticketId !== undefined) return ticketId === matter.id;
  return author === 'staff' || createRepeatsMatter(matter)(JSON.stringify(content));
}

/** The words of a message that still has to be handled; handling opens them. */
export function sealMessage(row: InboxDocument, seal: Seal): InboxDocument {
  const sealedContent = seal.seal(JSON.stringify(row.content), toInboxContext(row._id));
  return { ...row, content: purgedContent, sealedContent };
}

/** A row that still has to leave: delivery opens it, no view shows it. */
export function sealRow(row: OutboxDocument, seal: Seal): OutboxDocument {
  const { _id, reply, words } = row;
  if (row.sealedReply !== undefined) return row;
  const { key, sources } = reply;
  const isPlain = words !== undefined && !('wrappedKey' in words);
  return {
    ...row,
    reply: { key, ...(sources !== undefined && { sources }) },
    sealedReply: seal.seal(JSON.stringify(reply), toOutboxContext(_id, 'reply')),
    ...(isPlain && { words: seal.seal(JSON.stringify(words), toOutboxContext(_id, 'words')) }),
  };
}
