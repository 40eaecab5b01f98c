import {
  createKnowledge,
  toEntryDocument,
  type Answer,
  type ArticleSource,
  type EntryFinder,
  type FoundEntry,
  type KnowledgePorts,
  type LiveEntry,
} from '../answer/index.ts';
import { buildIndex, type Fold } from '../retrieval/index.ts';
import { judgeAll, type Judged, type TrialProgress } from './evaluate.ts';
import type { GoldenQuestion } from './golden.ts';

export type TrialPorts = Pick<KnowledgePorts, 'tables' | 'fold'> & {
  readonly today: string;
  readonly progress?: TrialProgress;
};

/** Asks the golden questions of the given entries alone, beside whatever is live elsewhere. */
export function tryEntries(
  entries: readonly LiveEntry[],
  golden: readonly GoldenQuestion[],
  { tables, fold, today, progress }: TrialPorts,
): Promise<readonly Judged[]> {
  const finder = createTrialFinder(entries, fold);
  const knowledge = createKnowledge({ entries: finder, articles: noArticles, tables, fold });
  const ask = ({ question, audience }: GoldenQuestion): Promise<Answer> =>
    knowledge.ask({ text: question, audience, today });
  return judgeAll(golden, ask, progress);
}

/** The live entries with one put in its place, or taken out when it has no text. */
export function replaceEntry(
  entries: readonly LiveEntry[],
  id: string,
  replacement: LiveEntry | undefined,
): readonly LiveEntry[] {
  const others = entries.filter((entry) => entry.id !== id);
  return replacement === undefined ? others : [...others, replacement];
}

function createTrialFinder(entries: readonly LiveEntry[], fold: Fold): EntryFinder {
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  const index = buildIndex(
    entries.map(({ id, live }) => toEntryDocument(id, live)),
    { fold },
  );
  return {
    find: async (text, filter, limit) =>
      index.search(text, filter, limit).flatMap((hit): readonly FoundEntry[] => {
        const entry = byId.get(hit.id);
        return entry === undefined ? [] : [{ ...entry, hit }];
      }),
  };
}

/** A trial is about what is found; whether the law is in force is another matter. */
const noArticles: ArticleSource = {
  listVersions: async () => [],
  findArticle: async () => undefined,
};
