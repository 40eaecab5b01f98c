import type { NewOutboxRow, OutboxRow, Reply, Words } from '../../bot/index.ts';
import type { Seal, SealContext, SealedValue } from '../seal/index.ts';
import { anything, defineCollection } from './collection.ts';

export type OutboxDocument = Omit<OutboxRow, 'id' | 'reply' | 'words'> & {
  readonly _id: string;
  readonly v: number;
  readonly reply: Omit<Reply, 'secrets'>;
  /** The reply's secrets as JSON; beside them the words are sealed too. */
  readonly secrets?: SealedValue;
  readonly words?: Words | SealedValue;
  /** The whole reply as JSON, of a person whose matter lies sealed; beside it the words are sealed too. */
  readonly sealedReply?: SealedValue;
  /** When the row is next to be looked at: due, or its claim runs out. Absent once nobody need look. */
  readonly nextAt?: Date;
};

export const outboxCollection = defineCollection<OutboxDocument>(
  'outbox',
  {
    personId: { type: String, required: true },
    kind: { type: String, enum: ['reply', 'notice', 'staff_reply'], required: true },
    channel: String,
    reply: { ...anything, required: true },
    secrets: anything,
    sealedReply: anything,
    words: anything,
    ticketId: String,
    traceId: { type: String, required: true },
    createdAt: { type: Date, required: true },
    status: {
      type: String,
      enum: ['waiting', 'claimed', 'sent', 'told', 'held', 'failed', 'cancelled'],
      required: true,
    },
    urgency: String,
    taskAt: Date,
    returns: Number,
    nudge: anything,
    dueAt: { type: Date, required: true },
    nextAt: Date,
    attempts: { type: Number, required: true },
    claim: anything,
    receipt: anything,
    failure: String,
  },
  [
    [{ nextAt: 1 }, { partialFilterExpression: { nextAt: { $exists: true } } }],
    [
      { personId: 1, createdAt: 1, _id: 1 },
      { partialFilterExpression: { nextAt: { $exists: true } } },
    ],
    [{ personId: 1, status: 1 }, { partialFilterExpression: { status: 'held' } }],
    [
      { 'receipt.platformId': 1 },
      { partialFilterExpression: { 'receipt.platformId': { $exists: true } } },
    ],
    [{ createdAt: -1 }, { partialFilterExpression: { failure: { $exists: true } } }],
    [{ 'reply.sources': 1 }, { partialFilterExpression: { 'reply.sources': { $exists: true } } }],
    [
      { personId: 1, createdAt: -1 },
      { partialFilterExpression: { 'words.rest': { $exists: true } } },
    ],
    [{ taskAt: 1 }, { partialFilterExpression: { taskAt: { $exists: true } } }],
    [{ ticketId: 1, createdAt: 1 }, { partialFilterExpression: { ticketId: { $exists: true } } }],
  ],
);

/** Turns rows to documents and back, sealing the secrets of a reply and the words that hold them. */
export function createOutboxConversion(seal: Seal) {
  function toDocument({ id, reply, words, ...row }: NewOutboxRow): OutboxDocument {
    const { secrets, ...openReply } = reply;
    return {
      _id: id,
      v: 1,
      ...row,
      reply: openReply,
      ...(secrets !== undefined && {
        secrets: seal.seal(JSON.stringify(secrets), toOutboxContext(id, 'secrets')),
      }),
      ...(words !== undefined && { words: toStoredWords(id, words, secrets !== undefined) }),
      attempts: 0,
      status: row.claim === undefined ? 'waiting' : 'claimed',
      nextAt: row.claim?.until ?? row.dueAt,
    };
  }

  function toStoredWords(id: string, words: Words, isSecret: boolean): Words | SealedValue {
    return isSecret ? seal.seal(JSON.stringify(words), toOutboxContext(id, 'words')) : words;
  }

  /** The whole row, for those who bring it to the person. */
  function toRow(document: OutboxDocument): OutboxRow {
    const { secrets, words, sealedReply } = document;
    const row = toMaskedRow(document);
    if (secrets === undefined && sealedReply === undefined) return row;
    const reply: Reply = sealedReply === undefined ? row.reply : open(row.id, 'reply', sealedReply);
    const openedSecrets: Reply['secrets'] = secrets && open(row.id, 'secrets', secrets);
    const openedWords: Words | undefined = isSealed(words)
      ? open(row.id, 'words', words)
      : undefined;
    return {
      ...row,
      reply: { ...reply, ...(openedSecrets !== undefined && { secrets: openedSecrets }) },
      ...(openedWords !== undefined && { words: openedWords }),
    };
  }

  function open(id: string, field: string, sealed: SealedValue) {
    return JSON.parse(seal.open(sealed, toOutboxContext(id, field)));
  }

  return { toDocument, toStoredWords, toRow };
}

/** Whether its words are for the person alone. */
export const isSealedRow = ({ secrets, sealedReply }: OutboxDocument): boolean =>
  secrets !== undefined || sealedReply !== undefined;

/** The row as others may see it: without its secrets, and without words that hold them. */
export function toMaskedRow(document: OutboxDocument): OutboxRow {
  const { _id, v, nextAt, secrets, words, sealedReply, ...row } = document;
  return { id: _id, ...row, ...(words !== undefined && !isSealed(words) && { words }) };
}

function isSealed(words: OutboxDocument['words']): words is SealedValue {
  return words !== undefined && 'wrappedKey' in words;
}

export function toOutboxContext(id: string, field: string): SealContext {
  return { collection: 'outbox', field, id };
}
