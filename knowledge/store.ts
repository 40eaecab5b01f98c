import type { Entry } from './entry.ts';

export type KnowledgeStore = {
  readonly list: () => Promise<readonly Entry[]>;
  readonly find: (id: string) => Promise<Entry | undefined>;
  /** Inserts starter entries that are not there yet; never overwrites an editor's work. */
  readonly seed: (entries: readonly Entry[]) => Promise<void>;
  /** Compare-and-set on version; false on a conflict. */
  readonly save: (entry: Entry) => Promise<boolean>;
};
