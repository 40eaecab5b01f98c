import { waitsForDecision, type UnitReply, type UnitReplyStore } from '../../tickets/index.ts';
import { anything, defineCollection } from './collection.ts';
import type { Database } from './connect.ts';
import { openDocuments } from './documents.ts';

type ReplyDocument = Omit<UnitReply, 'id'> & {
  readonly _id: string;
  readonly v: number;
  /** The bureau owes a word to it. */
  readonly isUndecided?: true;
};

const text = { type: String, required: true };
const whileTrue = (field: string) => ({ partialFilterExpression: { [field]: true } });

export const unitReplyCollection = defineCollection<ReplyDocument>(
  'unit_replies',
  {
    version: { type: Number, required: true },
    key: text,
    documentId: text,
    unitId: text,
    kind: text,
    text: String,
    files: { ...anything, required: true },
    isAdopted: Boolean,
    reachedOn: String,
    by: { ...anything, required: true },
    at: { type: Date, required: true },
    decision: anything,
    isPending: Boolean,
    isUndecided: Boolean,
  },
  [
    [{ documentId: 1, unitId: 1, at: 1 }],
    [{ isPending: 1, at: 1 }, whileTrue('isPending')],
    [{ isUndecided: 1, at: 1 }, whileTrue('isUndecided')],
  ],
);

/** What units replied, each reply a document of its own. */
export function createUnitReplyStore(database: Database): UnitReplyStore {
  const replies = openDocuments(database, unitReplyCollection);
  const oldestFirst = { sort: { at: 1, _id: 1 } } as const;
  return {
    insert: (reply) => replies.insert(toDocument(reply)),
    async find(id) {
      const found = await replies.find(id);
      return found && toReply(found);
    },
    save: (reply) =>
      replies.replace(
        { _id: { $eq: reply.id }, version: { $eq: reply.version } },
        toDocument({ ...reply, version: reply.version + 1 }),
      ),
    async listForDocument(documentId, unitId) {
      const ofUnit = unitId === undefined ? {} : { unitId: { $eq: unitId } };
      const filter = { documentId: { $eq: documentId }, ...ofUnit };
      return (await replies.list(filter, oldestFirst)).map(toReply);
    },
    async listPending(limit) {
      const filter = { isPending: { $eq: true } };
      return (await replies.list(filter, { ...oldestFirst, limit })).map(toReply);
    },
    async listUndecided(limit) {
      const filter = { isUndecided: { $eq: true } };
      return (await replies.list(filter, { ...oldestFirst, limit })).map(toReply);
    },
  };
}

function toDocument({ id, ...reply }: UnitReply): ReplyDocument {
  const isUndecided = waitsForDecision({ id, ...reply });
  return { _id: id, v: 1, ...reply, ...(isUndecided && { isUndecided }) };
}

function toReply({ _id, v, isUndecided: _, ...reply }: ReplyDocument): UnitReply {
  return { id: _id, ...reply };
}
