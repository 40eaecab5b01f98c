import { z } from 'zod';
import { audiences, verdicts } from '../../knowledge/index.ts';

const ExpectsSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('entry'), id: z.string().min(1).max(100) }),
  z.strictObject({ kind: z.literal('silent') }),
]);

/** `id` is chosen by the console, so that a repeat makes one question. */
export const NewGoldenSchema = z.strictObject({
  id: z.string().regex(/^g-[\w-]{16,60}$/),
  question: z.string().trim().min(2).max(500),
  audience: z.enum(audiences).default('public'),
  expects: ExpectsSchema,
});

export const GoldenIdSchema = z.object({ id: z.string().min(1).max(100) });

const GoldenViewSchema = z.object({
  id: z.string(),
  question: z.string(),
  audience: z.enum(audiences),
  /** The entry that must answer; absent where the service must be silent. */
  entry: z.object({ id: z.string(), question: z.string().optional() }).optional(),
  /** Of the bureau itself; those that are shipped cannot be removed. */
  isOwn: z.boolean(),
});
export type GoldenView = z.infer<typeof GoldenViewSchema>;
export const GoldenListSchema = z.object({ items: z.array(GoldenViewSchema) });

export const NewEvaluationSchema = z.strictObject({ id: z.string().regex(/^v-[\w-]{16,60}$/) });

const CountsSchema = z.object({
  right: z.number(),
  offered: z.number(),
  missed: z.number(),
  wrong: z.number(),
  silent: z.number(),
  spoke: z.number(),
});

const FailureSchema = z.object({
  id: z.string(),
  question: z.string(),
  verdict: z.enum(verdicts),
  /** What was said instead. */
  said: z.object({
    kind: z.enum(['sure', 'article', 'table', 'near', 'none']),
    entries: z.array(z.object({ id: z.string(), question: z.string().optional() })),
  }),
  /** What should have been said; absent where that is nothing, or the question is golden no more. */
  expected: z.object({ id: z.string(), question: z.string().optional() }).optional(),
});

export const EvaluationListSchema = z.object({
  /** The newest first. */
  items: z.array(
    z.object({
      id: z.string(),
      at: z.iso.datetime(),
      cause: z.enum(['publish', 'daily', 'asked']),
      counts: CountsSchema,
      /** From 0 to 1. */
      hitRate: z.number(),
    }),
  ),
  /** Of the newest. */
  failures: z.array(FailureSchema),
  running: z.object({ id: z.string(), done: z.number(), total: z.number() }).optional(),
});
export type EvaluationList = z.infer<typeof EvaluationListSchema>;
export const StartedSchema = z.object({ id: z.string() });
