import type { Article, EndDay, Repeal, SourcedDay, StatuteVersion } from './statute.ts';

/** What may be learnt of a version after its import; `undefined` takes a mark away. */
export type StatuteDates = {
  readonly inForceFrom: SourcedDay | undefined;
  readonly inForceTo: EndDay | undefined;
  readonly stale: string | undefined;
  readonly checkedThrough: string;
  readonly acts: readonly string[];
  readonly repeals: readonly Repeal[];
};

/** A version and when it last became visible or changed: the watermark of who keeps an index of it. */
export type ChangedVersion = { readonly version: StatuteVersion; readonly changedAt: Date };

/** Reads whole versions only: of an import under way, nothing is found. */
export type StatuteReader = {
  /** All, or those of one title; by title and day of adoption. */
  readonly listVersions: (title?: string) => Promise<readonly StatuteVersion[]>;
  readonly findArticle: (versionId: string, number: string) => Promise<Article | undefined>;
  /** In the order of the statute. */
  readonly listArticles: (versionId: string) => Promise<readonly Article[]>;
  /** What changed at or after the time, oldest first. */
  readonly changedSince: (time: Date) => Promise<readonly ChangedVersion[]>;
};

/** Every write may be repeated. The version is the leading document: written first, made whole last. */
export type StatuteStore = StatuteReader & {
  /** Opens a version that is not whole; what an earlier, broken import left of another text is removed. */
  readonly begin: (version: StatuteVersion) => Promise<void>;
  /** Inserts those that are not there. */
  readonly addArticles: (articles: readonly Article[]) => Promise<void>;
  readonly finish: (versionId: string) => Promise<void>;
  readonly setDates: (versionId: string, dates: StatuteDates) => Promise<void>;
};
