import { z } from 'zod';

/** What `open-snapshot.ts` prints. Milliseconds, and megabytes of resident memory of the whole process. */
export const OpenedSchema = z.object({
  rssMb: z.number(),
  loadMs: z.number(),
  p50: z.number(),
  /** Over all questions in the quietest round, and in the worst. */
  p99: z.number(),
  p99Worst: z.number(),
  updateP99: z.number(),
});
export type Opened = z.infer<typeof OpenedSchema>;
