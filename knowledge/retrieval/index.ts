/** Finds documents by what people ask. Knows texts and days; no file, no clock, no database, no language model. */
export { audiences, type Audience, type Document, type Filter } from './document.ts';
export { chosenThresholds, decide, type Decision, type Thresholds } from './decide.ts';
export { filterDocuments } from './facts.ts';
export { fuseRankings } from './fuse.ts';
export { type Fold, visitGrams } from './grams.ts';
export type { Hit } from './rank.ts';
export {
  buildIndex,
  type IndexSize,
  type IndexTools,
  type Laid,
  openIndex,
  type SearchIndex,
} from './search-index.ts';
export type { Snippet } from './snippet.ts';
export { chosenWeights, type Weights } from './weights.ts';
export {
  readSnapshot,
  type ReadSnapshot,
  type SnapshotRefusal,
  writeSnapshot,
} from './snapshot.ts';
