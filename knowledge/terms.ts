/** Folds script, width and case; an argument because pure rooms know no library. */
export type { Fold } from './retrieval/index.ts';
