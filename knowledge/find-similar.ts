import { type EntryFinder, toEntryDocument } from './answer/index.ts';
import type { Entry } from './entry.ts';
import { buildIndex, type Fold } from './retrieval/index.ts';
import type { KnowledgeStore } from './store.ts';

/** An entry that may say the same already; `worth` is 0 for nothing in common and about 1 for the same. */
export type SimilarEntry = { readonly entry: Entry; readonly worth: number };

/** Entries near to a text, live or in the making, best first: an editor should not write the same twice. */
export type FindSimilar = (text: string) => Promise<readonly SimilarEntry[]>;

const mostSimilar = 5;
const leastWorth = 0.2;

export function createFindSimilar(ports: {
  readonly store: Pick<KnowledgeStore, 'list'>;
  readonly entries: EntryFinder;
  readonly fold: Fold;
}): FindSimilar {
  return async function findSimilar(text) {
    const [live, all] = await Promise.all([
      ports.entries.find(text, { audience: 'staff' }, mostSimilar),
      ports.store.list(),
    ]);
    const byId = new Map(all.map((entry) => [entry.id, entry]));
    const making = all.filter(({ state, live: said }) => said === undefined && state !== 'retired');
    const drafts = buildIndex(making.map(toDocument), ports);
    const hits = [
      ...live.map(({ hit }) => hit),
      ...drafts.search(text, { audience: 'staff' }, mostSimilar),
    ];
    return hits
      .filter(({ worth }) => worth >= leastWorth)
      .toSorted((a, b) => b.worth - a.worth)
      .slice(0, mostSimilar)
      .flatMap(({ id, worth }): readonly SimilarEntry[] => {
        const entry = byId.get(id);
        return entry === undefined ? [] : [{ entry, worth }];
      });
  };
}

function toDocument({ id, version, text, changedAt }: Entry) {
  return toEntryDocument(id, { version, text, publishedAt: changedAt });
}
