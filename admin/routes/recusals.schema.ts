import { z } from 'zod';

/** One of ticket and unit. Without an account it is the caller's own. */
export const NewRecusalSchema = z
  .strictObject({
    accountId: z.string().min(1).max(64).optional(),
    ticketNumber: z.string().min(1).max(40).optional(),
    unitId: z.string().min(1).max(64).optional(),
    reason: z.string().trim().min(2).max(200),
  })
  .refine(({ ticketNumber, unitId }) => (ticketNumber === undefined) !== (unitId === undefined));

export const RecusalIdSchema = z.object({ id: z.string().min(1).max(64) });
export const EndRecusalSchema = z.strictObject({ accountId: z.string().min(1).max(64) });

export const RecusalViewSchema = z.object({
  id: z.string(),
  accountId: z.string(),
  name: z.string(),
  ticketNumber: z.string().optional(),
  unit: z.string().optional(),
  reason: z.string(),
  by: z.enum(['self', 'head']),
  at: z.iso.datetime(),
  /** Whether the caller may end it. */
  canEnd: z.boolean(),
});
export type RecusalView = z.infer<typeof RecusalViewSchema>;

export const RecusalListSchema = z.object({ items: z.array(RecusalViewSchema) });
