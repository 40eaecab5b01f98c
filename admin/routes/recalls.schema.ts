import { z } from 'zod';

const VersionsSchema = z.array(z.int().positive()).min(1).max(200);

/** What a recall would do; nothing is sent. */
export const RecallTrialSchema = z.strictObject({
  entryId: z.string().min(1).max(100),
  /** The versions whose answer is corrected; absent means all that were ever live. */
  versions: VersionsSchema.exactOptional(),
  correction: z.string().trim().max(1000).default(''),
});

/** `id` is chosen by the console, so that a repeat tells nobody twice. */
export const NewRecallSchema = z.strictObject({
  id: z.string().regex(/^[\w-]{16,60}$/),
  entryId: z.string().min(1).max(100),
  versions: VersionsSchema,
  correction: z.string().trim().min(5).max(1000),
});

export const RecallReachSchema = z.object({
  question: z.string(),
  /** People who were given one of the chosen versions. */
  people: z.number(),
  /** The words that each of them would get. */
  words: z.string(),
  /** Every version that was ever live, the newest first. */
  versions: z.array(
    z.object({
      version: z.number(),
      people: z.number(),
      answer: z.string(),
      publishedAt: z.iso.datetime(),
      isLive: z.boolean(),
    }),
  ),
});
export type RecallReach = z.infer<typeof RecallReachSchema>;

const RecallViewSchema = z.object({
  id: z.string(),
  sources: z.array(z.string()),
  question: z.string(),
  correction: z.string(),
  by: z.string(),
  at: z.iso.datetime(),
  /** Still looked for answers that were on their way when it began. */
  isOpen: z.boolean(),
  told: z.number(),
});
export const RecallListSchema = z.object({ items: z.array(RecallViewSchema) });
export type RecallList = z.infer<typeof RecallListSchema>;
