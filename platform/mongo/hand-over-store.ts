import type { HandOver, HandOverStore } from '../../bot/index.ts';
import { anything, defineCollection } from './collection.ts';
import type { Database } from './connect.ts';
import { openDocuments } from './documents.ts';

type HandOverDocument = Omit<HandOver, 'personId'> & {
  /** The person's id. */
  readonly _id: string;
  readonly v: number;
  /** Set while the conversation is not the bot's, and while words are owed: what the sparse indexes find. */
  readonly held?: string;
  readonly owes?: true;
};

export const handOverCollection = defineCollection<HandOverDocument>(
  'hand_overs',
  {
    version: { type: Number, required: true },
    hands: { ...anything, required: true },
    channel: { type: String, required: true },
    askedAt: { type: Date, required: true },
    askedBy: String,
    leftBy: String,
    personAt: Date,
    staffAt: Date,
    toldPosition: Number,
    toldAt: Date,
    toldDelayAt: Date,
    draftAskedAt: Date,
    draftBy: String,
    platformRefusal: String,
    ticketId: String,
    said: { type: [String], required: true },
    readSeq: { type: Number, required: true },
    history: { type: [anything], required: true },
    owed: { type: [anything], required: true },
    owedCount: { type: Number, required: true },
    updatedAt: { type: Date, required: true },
    held: String,
    owes: Boolean,
  },
  [
    [{ held: 1, askedAt: 1 }, { partialFilterExpression: { held: { $exists: true } } }],
    [{ owes: 1 }, { partialFilterExpression: { owes: true } }],
    [{ updatedAt: 1 }],
  ],
);

/** Hand-overs, one document per person. */
export function createHandOverStore(database: Database): HandOverStore {
  const documents = openDocuments(database, handOverCollection);
  return {
    async find(personId) {
      const document = await documents.find(personId);
      return document === undefined ? undefined : toHandOver(document);
    },
    async save(handOver) {
      const next = { ...handOver, version: handOver.version + 1 };
      const isSaved =
        handOver.version === 0
          ? await documents.insert(toDocument(next))
          : await documents.replace(
              { _id: { $eq: handOver.personId }, version: { $eq: handOver.version } },
              toDocument(next),
            );
      return isSaved ? next : undefined;
    },
    async listHeld(limit) {
      const page = { sort: { askedAt: 1 }, limit } as const;
      return (await documents.list({ held: { $exists: true } }, page)).map(toHandOver);
    },
    async listOwing(limit) {
      return (await documents.list({ owes: { $eq: true } }, { limit })).map(toHandOver);
    },
    async listChangedSince(since, limit) {
      const page = { sort: { updatedAt: 1 }, limit } as const;
      return (await documents.list({ updatedAt: { $gte: since } }, page)).map(toHandOver);
    },
  };
}

function toDocument({ personId, ...handOver }: HandOver): HandOverDocument {
  const { kind } = handOver.hands;
  return {
    _id: personId,
    v: 1,
    ...handOver,
    ...(kind !== 'bot' && { held: kind }),
    ...(handOver.owed.length > 0 && { owes: true as const }),
  };
}

function toHandOver({ _id, v, held, owes, ...handOver }: HandOverDocument): HandOver {
  return { personId: _id, ...handOver };
}
