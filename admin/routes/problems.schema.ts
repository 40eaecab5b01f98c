import { z } from 'zod';
import { findings, problemLevels, problemStatuses, ticketKinds } from '../../tickets/index.ts';

const DaySchema = z.iso.date();
const filters = {
  type: z.string().min(1).max(64).exactOptional(),
  level: z.enum(problemLevels).exactOptional(),
  finding: z.enum(findings).exactOptional(),
  /** `open`: neither closed nor dropped; absent, all but those dropped. */
  status: z.enum([...problemStatuses, 'open']).exactOptional(),
  /** The unit that acted or the organ that answers for it. */
  unit: z.string().min(1).max(100).exactOptional(),
  area: z.string().min(1).max(64).exactOptional(),
  /** Days in Shanghai, both included. */
  from: DaySchema.exactOptional(),
  to: DaySchema.exactOptional(),
};

export const ProblemQuerySchema = z.strictObject({
  ...filters,
  page: z.coerce.number().int().min(1).max(10_000).default(1),
  pageSize: z.coerce.number().int().min(1).max(100).default(20),
});
export const ProblemExportQuerySchema = z.strictObject({
  ...filters,
  as: z.enum(['xlsx', 'csv']).default('xlsx'),
});
export type ProblemFilters = Omit<z.infer<typeof ProblemExportQuerySchema>, 'as'>;

const ProblemRowSchema = z.object({
  id: z.string(),
  ticket: z.object({
    number: z.string(),
    kind: z.enum(ticketKinds),
    area: z.string().optional(),
  }),
  type: z.string(),
  status: z.enum(problemStatuses),
  foundAt: z.iso.datetime(),
  closedAt: z.iso.datetime().optional(),
  level: z.enum(problemLevels).optional(),
  finding: z.enum(findings).optional(),
  stage: z.string().optional(),
  actingUnit: z.string().optional(),
  responsibleOrgan: z.string().optional(),
  words: z.string().optional(),
  measure: z.string().optional(),
  amountFen: z.number().optional(),
});
export type ProblemRow = z.infer<typeof ProblemRowSchema>;

export const ProblemPageSchema = z.object({
  items: z.array(ProblemRowSchema),
  total: z.number(),
  open: z.number(),
  amountFen: z.number(),
  byType: z.array(z.object({ type: z.string(), count: z.number() })),
  byMonth: z.array(z.object({ month: z.string(), count: z.number() })),
});
export type ProblemPage = z.infer<typeof ProblemPageSchema>;
