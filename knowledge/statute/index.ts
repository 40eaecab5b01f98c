/** Statutes by article, in every version, with the days on which each was in force as far as texts tell. */
export * from './statute.ts';
export * from './store.ts';
export { toHanNumeral, readNumeral } from './numerals.ts';
export { compareArticleNumbers, readArticleLabel, toArticleLabel } from './article-number.ts';
export { toPlainTitle } from './title.ts';
export {
  readStatute,
  type ParsedArticle,
  type ParsedStatute,
  type StatuteFault,
} from './read-statute.ts';
export { dateVersion, type VersionDates } from './date-version.ts';
export { knownDates, type KnownDate } from './known-dates.ts';
export { knownEnds, type KnownEnd } from './known-ends.ts';
export { endVersion, type VersionEnd } from './end-version.ts';
export { chooseVersion, type ChosenVersion, type NotInForce } from './choose-version.ts';
export {
  createResolveCitation,
  type ResolveCitation,
  type ResolvedCitation,
} from './resolve-citation.ts';
export { createStatuteNames, type StatuteNames } from './statute-names.ts';
export { readCitations, type ReadCitation } from './read-citations.ts';
export { readConductDay } from './conduct-day.ts';
export type { DaySpan } from './day-span.ts';
export { compareVersions, type ArticleChange } from './compare.ts';
export { diffText, type DiffPart } from './diff-text.ts';
export { listRepealed } from './repeal.ts';
export { readLawRows, type LawNotes, type LawRow } from './law-rows.ts';
export { prepareVersion, type StatuteRefusal, type StatuteSource } from './statute-source.ts';
export {
  importStatutes,
  type ChangeCounts,
  type ImportedStatute,
  type StatuteImportOptions,
  type StatuteImportReport,
} from './import-statutes.ts';
