import { z } from 'zod';

export const OverviewSchema = z.object({
  receivedToday: z.number(),
  waiting: z.number(),
  urgent: z.number(),
  open: z.number(),
  overdue: z.number(),
  /** Counted up to 200. */
  parked: z.number(),
  undelivered: z.number(),
  /** Urges that the caller is to answer. */
  urges: z.number(),
  days: z.array(z.object({ day: z.string(), received: z.number(), ended: z.number() })),
});
export type Overview = z.infer<typeof OverviewSchema>;
