import { z } from 'zod';

/** What `open-snapshot.ts` prints. Milliseconds, and megabytes of resident memory of the whole process. */
export const OpenedSchema = z.object({
  rssMb: z.number(),
  loadMs: z.number(),
  /** Over the questions, each by the median of its nine askings; then over all askings, disturbances included. */
  p50: z.number(),
  p99: z.number(),
  p99AllAskings: z.number(),
  updateP99: z.number(),
});
export type Opened = z.infer<typeof OpenedSchema>;
