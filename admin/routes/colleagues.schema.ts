import { z } from 'zod';
import { LeaveSchema } from './place.schema.ts';

/** With a ticket: only those who may have it. */
export const ColleagueQuerySchema = z.strictObject({
  ticket: z.string().min(1).max(40).optional(),
});

/** A colleague to whom a ticket may be assigned: what they have, and whether they are there. */
export const ColleagueSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** Open tickets that are theirs. */
  open: z.number(),
  isAway: z.boolean(),
  /** Who stands in now. */
  deputy: z.string().optional(),
  /** Leaves that are not over; absent for whoever may not set them. */
  leaves: z.array(LeaveSchema).optional(),
  version: z.number(),
});
export type Colleague = z.infer<typeof ColleagueSchema>;

export const ColleagueListSchema = z.object({ items: z.array(ColleagueSchema) });

export const LeavesChangeSchema = z.strictObject({
  version: z.int().nonnegative(),
  leaves: z.array(LeaveSchema).max(20),
});
