import type { Entry, KnowledgeStore } from '../../knowledge/index.ts';
import { anything, defineCollection } from './collection.ts';
import type { Database } from './connect.ts';
import { openDocuments } from './documents.ts';

type EntryDocument = Omit<Entry, 'id'> & { readonly _id: string; readonly v: number };

export const knowledgeCollection = defineCollection<EntryDocument>('knowledge', {
  version: { type: Number, required: true },
  area: { type: String, required: true },
  question: { type: String, required: true },
  similar: [String],
  answer: { type: String, required: true },
  citations: [String],
  confirmed: anything,
});

export function createKnowledgeStore(database: Database): KnowledgeStore {
  const entries = openDocuments(database, knowledgeCollection);
  return {
    async list() {
      const documents = await entries.list({}, { sort: { _id: 1 } });
      return documents.map(toEntry);
    },
    async find(id) {
      const document = await entries.find(id);
      return document === undefined ? undefined : toEntry(document);
    },
    async seed(starter) {
      const known = new Set((await entries.list({})).map(({ _id }) => _id));
      const missing = starter.filter(({ id }) => !known.has(id));
      await Promise.all(missing.map((entry) => entries.insert(toDocument(entry))));
    },
    save: (entry) =>
      entries.replace(
        { _id: { $eq: entry.id }, version: { $eq: entry.version } },
        toDocument({ ...entry, version: entry.version + 1 }),
      ),
  };
}

function toDocument({ id, ...entry }: Entry): EntryDocument {
  return { _id: id, v: 1, ...entry };
}

function toEntry({ _id, v, ...entry }: EntryDocument): Entry {
  return { id: _id, ...entry };
}
