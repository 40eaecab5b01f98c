import { z } from 'zod';

const ItemSchema = z.object({
  id: z.string(),
  name: z.string(),
  source: z.string(),
  isRetired: z.boolean(),
});
export const ProblemListsSchema = z.object({
  types: z.array(ItemSchema),
  stages: z.array(ItemSchema),
  levels: z.array(ItemSchema),
  measures: z.array(ItemSchema.extend({ hasAmount: z.boolean() })),
  areas: z.array(ItemSchema),
  /** The units of the tree; while there is none, a unit is any name. */
  units: z.array(z.object({ id: z.string(), name: z.string(), isRetired: z.boolean() })),
});
export type ProblemListsView = z.infer<typeof ProblemListsSchema>;

/** Without a version the entries of all versions, each under its newest name. */
export const ProblemListsQuerySchema = z.strictObject({
  profile: z.coerce.number().int().min(1).max(1_000_000).optional(),
});
