import type { Recall, RecallStore } from '../../bot/index.ts';
import { defineCollection } from './collection.ts';
import type { Database } from './connect.ts';
import { openDocuments } from './documents.ts';

type RecallDocument = Omit<Recall, 'id'> & { readonly _id: string; readonly v: number };

export const recallCollection = defineCollection<RecallDocument>(
  'recalls',
  {
    sources: { type: [String], required: true },
    question: { type: String, required: true },
    correction: { type: String, required: true },
    by: { type: String, required: true },
    at: { type: Date, required: true },
    openUntil: { type: Date, required: true },
    isOpen: { type: Boolean, required: true },
    told: { type: Number, required: true },
  },
  [[{ isOpen: 1 }, { partialFilterExpression: { isOpen: true } }], [{ at: -1 }]],
);

export function createRecallStore(database: Database): RecallStore {
  const recalls = openDocuments(database, recallCollection);
  return {
    insert: ({ id, ...recall }) => recalls.insert({ _id: id, v: 1, ...recall }),
    async listOpen() {
      return (await recalls.list({ isOpen: { $eq: true } }, { sort: { at: 1 } })).map(toRecall);
    },
    async record(id, progress) {
      await recalls.update({ _id: { $eq: id } }, { $set: progress });
    },
    async list(limit) {
      return (await recalls.list({}, { sort: { at: -1 }, limit })).map(toRecall);
    },
  };
}

function toRecall({ _id, v, ...recall }: RecallDocument): Recall {
  return { id: _id, ...recall };
}
