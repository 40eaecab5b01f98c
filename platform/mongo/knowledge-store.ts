import {
  findLive,
  isUntouched,
  renewStarterEntry,
  toRevision,
  toStarterEntry,
  type Entry,
  type KnowledgeStore,
  type Revision,
  type StarterDraft,
} from '../../knowledge/index.ts';
import { anything, defineCollection } from './collection.ts';
import type { Database } from './connect.ts';
import { openDocuments } from './documents.ts';
import { upgradeEntry, type FirstEntryDocument } from './knowledge-upgrade.ts';

export type EntryDocument = Omit<Entry, 'id'> & { readonly _id: string; readonly v: 2 };

export const knowledgeCollection = defineCollection<EntryDocument>(
  'knowledge',
  {
    version: { type: Number, required: true },
    state: { type: String, required: true },
    text: { ...anything, required: true },
    live: anything,
    origin: { type: String, required: true },
    owner: anything,
    written: anything,
    reviewed: anything,
    publishAt: Date,
    reviewDueOn: String,
    alerts: anything,
    change: { ...anything, required: true },
    changedAt: { type: Date, required: true },
  },
  [[{ changedAt: 1 }], [{ publishAt: 1 }, { sparse: true }]],
);

type RevisionDocument = Revision & { readonly _id: string; readonly v: 1 };

/** `_id` is `entry@version`; written once. */
export const revisionCollection = defineCollection<RevisionDocument>(
  'knowledge_revisions',
  {
    entryId: { type: String, required: true },
    version: { type: Number, required: true },
    state: { type: String, required: true },
    text: { ...anything, required: true },
    written: anything,
    reviewed: anything,
    publishAt: Date,
    change: { ...anything, required: true },
    changedAt: { type: Date, required: true },
  },
  [[{ entryId: 1, version: -1 }]],
);

export function createKnowledgeStore(database: Database): KnowledgeStore {
  const entries = openDocuments(database, knowledgeCollection);
  const revisions = openDocuments(database, revisionCollection);

  /** The entry leads: a crash before this is made good by the entry's next change. */
  async function keepRevision(entry: Entry): Promise<void> {
    const revision = toRevision(entry);
    await revisions.insert({ _id: `${entry.id}@${entry.version}`, v: 1, ...revision });
  }

  async function find(id: string): Promise<Entry | undefined> {
    const document = await entries.find(id);
    return document === undefined ? undefined : toEntry(document);
  }

  async function list(): Promise<readonly Entry[]> {
    return (await entries.list({}, { sort: { _id: 1 } })).map(toEntry);
  }

  async function listDue(now: Date): Promise<readonly Entry[]> {
    return (await entries.list({ publishAt: { $lte: now } })).map(toEntry);
  }

  async function save(entry: Entry): Promise<boolean> {
    const before = { _id: { $eq: entry.id }, version: { $eq: entry.version - 1 } };
    const stored = await entries.findOne(before);
    if (stored === undefined) return false;
    await keepRevision(toEntry(stored));
    if (!(await entries.replace(before, toDocument(entry)))) return false;
    await keepRevision(entry);
    return true;
  }

  async function seedOne(draft: StarterDraft, stored: Entry | undefined, now: Date): Promise<void> {
    if (stored === undefined) await entries.insert(toDocument(toStarterEntry(draft, now)));
    else if (isUntouched(stored)) {
      const renewed = renewStarterEntry(stored, draft, now);
      if (renewed !== undefined) await save(renewed);
    }
  }

  return {
    list,
    listDue,
    find,
    save,
    findMany: async (ids) => (await entries.list({ _id: { $in: ids } })).map(toEntry),
    listLive: async (now) => (await list()).filter((entry) => findLive(entry, now) !== undefined),
    async listChangedSince(since, now) {
      const [changed, due] = await Promise.all([
        entries.list({ changedAt: { $gt: since } }, { sort: { changedAt: 1 } }),
        listDue(now),
      ]);
      const known = new Set(changed.map(({ _id }) => _id));
      return [...changed.map(toEntry), ...due.filter(({ id }) => !known.has(id))];
    },
    async listRevisions(id) {
      const [entry, kept] = await Promise.all([
        find(id),
        revisions.list({ entryId: { $eq: id } }, { sort: { version: -1 } }),
      ]);
      const known = kept.map(({ _id, v, ...revision }): Revision => revision);
      const isKept = entry === undefined || known[0]?.version === entry.version;
      return isKept ? known : [toRevision(entry), ...known];
    },
    async insert(entry) {
      if (!(await entries.insert(toDocument(entry)))) return false;
      await keepRevision(entry);
      return true;
    },
    async seed(drafts, now) {
      const stored = new Map((await list()).map((entry) => [entry.id, entry]));
      await Promise.all(drafts.map((draft) => seedOne(draft, stored.get(draft.id), now)));
    },
  };
}

function toDocument({ id, ...entry }: Entry): EntryDocument {
  return { _id: id, v: 2, ...entry };
}

function toEntry(document: EntryDocument | FirstEntryDocument): Entry {
  const { _id, v, ...entry } = document.v === 1 ? upgradeEntry(document) : document;
  return { id: _id, ...entry };
}
