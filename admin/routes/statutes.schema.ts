import { z } from 'zod';

const SourcedDaySchema = z.object({ day: z.string(), source: z.string() });

const VersionViewSchema = z.object({
  id: z.string(),
  title: z.string(),
  adoptedOn: SourcedDaySchema,
  inForceFrom: SourcedDaySchema.optional(),
  inForceTo: SourcedDaySchema.extend({
    by: z.enum(['newer', 'missing', 'undated', 'repeal']),
  }).optional(),
  checkedThrough: z.string(),
  /** Why it must not be cited although nothing here has ended it. */
  stale: z.string().optional(),
  articles: z.number(),
  /** Whether it may be cited today. */
  isCitable: z.boolean(),
});
export type VersionView = z.infer<typeof VersionViewSchema>;

const CitingSchema = z.object({ id: z.string(), question: z.string(), isLive: z.boolean() });

export const StatuteListSchema = z.object({
  items: z.array(
    z.object({
      title: z.string(),
      /** The newest first. */
      versions: z.array(VersionViewSchema),
      /** Entries that cite any of its articles. */
      citedBy: z.number(),
    }),
  ),
});
export type StatuteList = z.infer<typeof StatuteListSchema>;

export const VersionQuerySchema = z.strictObject({ version: z.string().min(1).max(200) });
const ArticleSchema = z.object({
  number: z.string(),
  label: z.string(),
  chapter: z.string().optional(),
  text: z.string(),
});
export const StatuteArticlesSchema = z.object({ items: z.array(ArticleSchema) });
export type StatuteArticles = z.infer<typeof StatuteArticlesSchema>;

export const CompareQuerySchema = z.strictObject({
  older: z.string().min(1).max(200),
  newer: z.string().min(1).max(200),
});

export const DiffPartSchema = z.object({
  kind: z.enum(['same', 'removed', 'added']),
  text: z.string(),
});

export const ComparisonSchema = z.object({
  counts: z.object({
    same: z.number(),
    moved: z.number(),
    changed: z.number(),
    added: z.number(),
    removed: z.number(),
  }),
  /** Without the articles that are the same under the same number. */
  changes: z.array(
    z.object({
      kind: z.enum(['moved', 'changed', 'added', 'removed']),
      older: z.string().optional(),
      newer: z.string().optional(),
      parts: z.array(DiffPartSchema),
      /** Entries that cite the article under its older number. */
      citedBy: z.array(CitingSchema),
    }),
  ),
});
export type Comparison = z.infer<typeof ComparisonSchema>;
