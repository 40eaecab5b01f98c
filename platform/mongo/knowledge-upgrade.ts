import {
  createStatuteNames,
  readCitations,
  type Citation,
  type Entry,
  type EntryText,
  type Stamp,
} from '../../knowledge/index.ts';
import { fold } from '../fold/index.ts';
import { openCollection, type Collection, type Stored } from './collection.ts';
import type { Migration } from './migrate.ts';

/** An entry as the first release stored it: one text, answered with at once, confirmed or not. */
export type FirstEntryDocument = {
  readonly _id: string;
  readonly v: 1;
  readonly version: number;
  readonly area: string;
  readonly question: string;
  readonly similar: readonly string[];
  readonly answer: string;
  readonly citations: readonly string[];
  readonly confirmed?: { readonly by: string; readonly at: Date };
};

type SecondEntryDocument = Omit<Entry, 'id'> & { readonly _id: string; readonly v: 2 };

const longAgo = new Date(0);
const names = createStatuteNames([], fold);

function readLine(line: string): readonly Citation[] {
  return readCitations(line, names, fold).map(({ statute, article }) => ({ statute, article }));
}

/** The same entry in today's shape: still live, its version kept since replies name it, still as shipped if it was. */
export function upgradeEntry(first: FirstEntryDocument): SecondEntryDocument {
  const { _id, version, confirmed } = first;
  const text = upgradeText(first);
  const at = confirmed?.at ?? longAgo;
  const reviewed: Stamp | undefined = confirmed && { name: confirmed.by, at };
  return {
    _id,
    v: 2,
    version,
    state: 'published',
    text,
    live: { version, text, publishedAt: at, ...(reviewed !== undefined && { reviewed }) },
    origin: version === 1 ? 'starter' : 'staff',
    alerts: [],
    change: { action: 'publish' },
    changedAt: at,
    ...(reviewed !== undefined && { reviewed }),
  };
}

/** A line that names no article of a statute cannot be checked; it stays readable at the end of the answer. */
function upgradeText({
  area,
  question,
  similar,
  answer,
  citations,
}: FirstEntryDocument): EntryText {
  const unread = citations.filter((line) => readLine(line).length === 0);
  return {
    kind: 'question',
    audience: 'public',
    area,
    question,
    similar,
    answer: unread.length === 0 ? answer : `${answer}\n（${unread.join('；')}）`,
    citations: citations.flatMap(readLine),
  };
}

const collection: Pick<Collection<Stored & { readonly _id: string }>, 'name'> = {
  name: 'knowledge',
};

export const upgradeKnowledge: Migration = {
  id: 1,
  name: 'knowledge entries with revisions',
  async run(database) {
    const entries = openCollection<FirstEntryDocument | SecondEntryDocument>(database, collection);
    for await (const document of entries.find({ v: { $eq: 1 } })) {
      if (document.v !== 1) continue;
      const { _id, version } = document;
      await entries.replaceOne(
        { _id: { $eq: _id }, version: { $eq: version } },
        upgradeEntry(document),
      );
    }
  },
};
