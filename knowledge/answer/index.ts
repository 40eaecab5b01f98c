/** What is said to a question: sure, an article, a row of a table, near questions, or nothing. */
export {
  type Answer,
  type Basis,
  listArticleSources,
  type NoForce,
  type Resolved,
} from './answer.ts';
export type {
  ArticleFinder,
  EntryFinder,
  FindByMeaning,
  FindFilter,
  FoundArticle,
  FoundEntry,
  LiveEntry,
} from './finder.ts';
export { createKnowledge, type Knowledge, type KnowledgePorts, type Question } from './ask.ts';
export { createRewriteAnswer, type RewriteAnswer, type RewrittenAnswer } from './rewrite-answer.ts';
export { type ArticleSource, createResolve, type Resolve, toBasis } from './resolve.ts';
export { mostLookedAt, rankByOwnWords } from './own-words.ts';
export { toArticleDocument, toEntryDocument } from './to-document.ts';
