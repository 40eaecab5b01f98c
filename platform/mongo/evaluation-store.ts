import type {
  Evaluation,
  EvaluationStore,
  GoldenQuestion,
  GoldenStore,
} from '../../knowledge/index.ts';
import { anything, defineCollection } from './collection.ts';
import type { Database } from './connect.ts';
import { openDocuments } from './documents.ts';

type Stored<Value> = Omit<Value, 'id'> & { readonly _id: string; readonly v: number };

export const goldenCollection = defineCollection<Stored<GoldenQuestion>>('golden', {
  question: { type: String, required: true },
  audience: { type: String, required: true },
  expects: { ...anything, required: true },
});

export const evaluationCollection = defineCollection<Stored<Evaluation>>(
  'evaluations',
  {
    at: { type: Date, required: true },
    cause: { type: String, enum: ['publish', 'daily', 'asked'], required: true },
    counts: { ...anything, required: true },
    failures: { type: [anything], required: true },
  },
  [[{ at: -1 }]],
);

export function createGoldenStore(database: Database): GoldenStore {
  const golden = openDocuments(database, goldenCollection);
  return {
    async list() {
      return (await golden.list({}, { sort: { _id: 1 } })).map(toValue);
    },
    insert: ({ id, ...one }) => golden.insert({ _id: id, v: 1, ...one }),
    remove: (id) => golden.remove({ _id: { $eq: id } }),
  };
}

export function createEvaluationStore(database: Database): EvaluationStore {
  const evaluations = openDocuments(database, evaluationCollection);
  return {
    insert: ({ id, ...one }) => evaluations.insert({ _id: id, v: 1, ...one }),
    async list(limit) {
      return (await evaluations.list({}, { sort: { at: -1 }, limit })).map(toValue);
    },
  };
}

function toValue<Value extends { readonly _id: string; readonly v: number }>({
  _id,
  v,
  ...rest
}: Value) {
  return { id: _id, ...rest };
}
