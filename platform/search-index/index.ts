/** Search indexes that follow the database, each kept as a snapshot on disk. Knows no rule of what is said. */
import type { Fold } from '../../knowledge/index.ts';
import type { Log } from '../log.ts';
import type { LayOut } from './lay-out.ts';

export { createArticleFinder, type ArticleFinder, type FoundArticle } from './article-finder.ts';
export { createEntryFinder } from './entry-finder.ts';
export { layOutHere, layOutInThread, type LayOut } from './lay-out.ts';

/** What the indexes of a process stand on. */
export type IndexPorts = {
  /** Where the snapshots lie. */
  readonly folder: string;
  readonly fold: Fold;
  readonly layOut: LayOut;
  readonly now: () => Date;
  readonly log: Log;
};
