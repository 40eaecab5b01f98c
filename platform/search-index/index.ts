/** Search indexes that follow the database, each kept as a snapshot on disk. Knows no rule of what is said. */
export { createArticleFinder } from './article-finder.ts';
export { createEntryFinder } from './entry-finder.ts';
export { layOutHere, layOutInThread, type LayOut } from './lay-out.ts';
export { createMeaning, type Meaning } from './meaning.ts';
