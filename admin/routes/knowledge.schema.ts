import { z } from 'zod';

export const EntryIdSchema = z.object({ id: z.string().min(1).max(100) });

export const KnowledgeQuerySchema = z.strictObject({
  query: z.string().trim().max(100).optional(),
  state: z.enum(['confirmed', 'unconfirmed']).optional(),
});

const LineSchema = z.string().trim().min(1).max(500);

/** An edit by its editor; it must be confirmed anew. */
export const EntryEditSchema = z.strictObject({
  version: z.int().nonnegative(),
  area: z.string().trim().min(1).max(40),
  question: LineSchema,
  similar: z.array(LineSchema).max(50),
  answer: z.string().trim().min(1).max(5000),
  citations: z.array(LineSchema).max(30),
});

export const EntryConfirmSchema = z.strictObject({ version: z.int().nonnegative() });

export const EntryViewSchema = z.object({
  id: z.string(),
  version: z.number(),
  area: z.string(),
  question: z.string(),
  similar: z.array(z.string()),
  answer: z.string(),
  citations: z.array(z.string()),
  confirmed: z.object({ by: z.string(), at: z.iso.datetime() }).optional(),
});
export type EntryView = z.infer<typeof EntryViewSchema>;

export const EntryListSchema = z.object({
  items: z.array(EntryViewSchema),
  total: z.number(),
  unconfirmed: z.number(),
});
