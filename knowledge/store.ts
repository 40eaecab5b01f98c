import type { Entry, Revision } from './entry.ts';
import type { StarterDraft } from './starter-entry.ts';

/** Entries and their revisions. The entry is the leading document; its revisions are projected from it by key. */
export type KnowledgeStore = {
  readonly list: () => Promise<readonly Entry[]>;
  /** Entries that people are answered with at `now`, due schedules among them. */
  readonly listLive: (now: Date) => Promise<readonly Entry[]>;
  /** Entries changed after `since`, and those whose schedule is due at `now`; in order of change. */
  readonly listChangedSince: (since: Date, now: Date) => Promise<readonly Entry[]>;
  /** Entries whose schedule is due at `now` and not carried out yet. */
  readonly listDue: (now: Date) => Promise<readonly Entry[]>;
  readonly find: (id: string) => Promise<Entry | undefined>;
  readonly findMany: (ids: readonly string[]) => Promise<readonly Entry[]>;
  /** The entry's versions, newest first. */
  readonly listRevisions: (id: string) => Promise<readonly Revision[]>;
  /** False when the id is taken. */
  readonly insert: (entry: Entry) => Promise<boolean>;
  /** Compare-and-set: stores version n + 1 over version n; false on a conflict. */
  readonly save: (entry: Entry) => Promise<boolean>;
  /**
   * Inserts shipped entries that are not there, and puts a newer shipped text in place of an older one that nobody
   * has touched; never overwrites an editor's work.
   */
  readonly seed: (drafts: readonly StarterDraft[], now: Date) => Promise<void>;
};
