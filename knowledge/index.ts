/** What the bureau knows and may say. Pure but for openai/; no database, no clock. */
export * from './citation.ts';
export * from './entry.ts';
export * from './errors.ts';
export { createFindSimilar, type FindSimilar, type SimilarEntry } from './find-similar.ts';
export { groupQuestions, type QuestionGroup } from './group-questions.ts';
export * from './lifecycle.ts';
export { type ArticlePicker, createArticlePicker, type PickedArticle } from './pick-articles.ts';
export { createPublishDue, type PublishDue } from './publish-due.ts';
export * from './store.ts';
export * from './unanswered.ts';
export * from './usage.ts';
export { renewStarterEntry, type StarterDraft, toStarterEntry } from './starter-entry.ts';
export * from './answer/index.ts';
export * from './classify/index.ts';
export { goldenQuestions } from './starter/golden.ts';
export { starterDrafts } from './starter/index.ts';
export * from './evaluate/index.ts';
export * from './import/index.ts';
export * from './openai/index.ts';
export * from './propose/index.ts';
export * from './rewrite/index.ts';
export * from './statute/index.ts';
export * from './tables/index.ts';
export * from './vectors/index.ts';
export {
  audiences,
  type Audience,
  buildIndex,
  type Document,
  filterDocuments,
  type Fold,
  type Hit,
  readSnapshot,
  type SearchIndex,
  type Snippet,
  type SnapshotRefusal,
  writeSnapshot,
} from './retrieval/index.ts';
