import type { Unanswered, UnansweredStore } from '../../knowledge/index.ts';
import { defineCollection } from './collection.ts';
import type { Database } from './connect.ts';
import { openDocuments } from './documents.ts';
import type { EscrowVeil } from './escrow-veil.ts';

type UnansweredDocument = Omit<Unanswered, 'id'> & { readonly _id: string; readonly v: 1 };

/** `_id` is the message that asked; the question is stored masked. */
export const unansweredCollection = defineCollection<UnansweredDocument>(
  'unanswered',
  {
    question: { type: String, required: true },
    reason: { type: String, enum: ['none', 'table', 'unhelpful'], required: true },
    at: { type: Date, required: true },
    personId: { type: String, required: true },
    source: String,
    state: { type: String, enum: ['open', 'answered', 'dismissed'], required: true },
    entryId: String,
  },
  [[{ state: 1, at: -1 }]],
);

/** With `veil` a question that repeats what lies sealed is not recorded at all. */
export function createUnansweredStore(
  database: Database,
  veil?: Pick<EscrowVeil, 'repeats'>,
): UnansweredStore {
  const questions = openDocuments(database, unansweredCollection);
  const open = { state: { $eq: 'open' } };
  return {
    async record({ id, ...question }) {
      if (await veil?.repeats(question.personId, question.question)) return;
      await questions.insert({ _id: id, v: 1, ...question, state: 'open' });
    },
    async listOpen(limit) {
      const documents = await questions.list(open, { sort: { at: -1 }, limit });
      return documents.map(({ _id, v, ...question }) => ({ id: _id, ...question }));
    },
    countOpen: () => questions.count(open),
    async close(ids, how) {
      const closing = ids.map((id) =>
        questions.update({ _id: { $eq: id }, ...open }, { $set: how }),
      );
      await Promise.all(closing);
    },
  };
}
