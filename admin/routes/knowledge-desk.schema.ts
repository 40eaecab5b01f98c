import { z } from 'zod';
import { audiences } from '../../knowledge/index.ts';

const DaySchema = z.iso.date();
const TextSchema = z.string().trim().min(1).max(500);

export const SimilarQuerySchema = z.strictObject({ text: TextSchema });
export const SimilarListSchema = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      question: z.string(),
      answer: z.string(),
      state: z.string(),
      /** 0 for nothing in common, about 1 for the same. */
      worth: z.number(),
    }),
  ),
});

export const PreviewQuerySchema = z.strictObject({
  text: TextSchema,
  audience: z.enum(audiences).default('public'),
});

/** The answer as a person would get it, in Simplified Chinese. */
export const PreviewSchema = z.object({
  kind: z.enum(['sure', 'article', 'table', 'near', 'none']),
  text: z.string(),
  options: z.array(z.string()),
  sources: z.array(z.string()),
});

export const ArticleQuerySchema = z.strictObject({
  query: z.string().trim().min(1).max(200),
  /** The day on which the article must be in force; absent means today. */
  day: DaySchema.optional(),
});

export const CitationsTextSchema = z.strictObject({ text: z.string().max(20_000) });

const ArticleViewSchema = z.object({
  statute: z.string(),
  article: z.string(),
  label: z.string(),
  state: z.enum(['in_force', 'not_imported', 'not_in_force']),
  why: z.string().optional(),
  versionId: z.string().optional(),
  adoptedOn: z.string().optional(),
  inForceFrom: z.string().optional(),
  inForceTo: z.string().optional(),
  checkedThrough: z.string().optional(),
  text: z.string().optional(),
  snippet: z
    .object({
      from: z.number(),
      to: z.number(),
      marks: z.array(z.object({ from: z.number(), to: z.number() })),
    })
    .optional(),
});
export type ArticleView = z.infer<typeof ArticleViewSchema>;
export const ArticleListSchema = z.object({ items: z.array(ArticleViewSchema) });

export const UnansweredListSchema = z.object({
  /** Of all open questions. */
  total: z.number(),
  groups: z.array(
    z.object({
      question: z.string(),
      count: z.number(),
      lastAskedAt: z.iso.datetime(),
      questions: z.array(
        z.object({
          id: z.string(),
          question: z.string(),
          reason: z.enum(['none', 'table', 'unhelpful']),
          at: z.iso.datetime(),
          source: z.string().optional(),
        }),
      ),
    }),
  ),
});

export const CloseUnansweredSchema = z.discriminatedUnion('state', [
  z.strictObject({
    state: z.literal('answered'),
    ids: z.array(z.string().max(200)).min(1).max(500),
    entryId: z.string().min(1).max(100),
  }),
  z.strictObject({
    state: z.literal('dismissed'),
    ids: z.array(z.string().max(200)).min(1).max(500),
  }),
]);
export const ClosedSchema = z.object({ open: z.number() });
