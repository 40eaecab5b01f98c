import { z } from 'zod';
import { roles } from '../../people/index.ts';
import { limitNames, lights, ticketStatuses } from '../../tickets/index.ts';

const units = ['working_day', 'natural_day', 'month', 'hour'] as const;
const longestAmount = 1000;
const mostPoints = 20;
const Source = z.string().trim().min(1).max(200);
const Amount = z.number().int().min(1).max(longestAmount);
const PointAmount = z.number().int().min(0).max(longestAmount);

export const LimitSchema = z.strictObject({
  amount: Amount,
  unit: z.enum(units),
  movesOffHolidays: z.boolean(),
  source: Source,
});

/** Every limit with its clause. */
export const LimitsSchema = z.record(z.enum(limitNames), LimitSchema);

/** When it is warned before an end, and who is urged after it. */
export const DeadlineRulesSchema = z.strictObject({
  warnings: z
    .array(
      z.strictObject({
        amount: PointAmount,
        unit: z.enum(units),
        limits: z.array(z.enum(limitNames)).exactOptional(),
        source: Source,
      }),
    )
    .max(mostPoints),
  climbs: z
    .array(
      z.strictObject({
        amount: PointAmount,
        unit: z.enum(units),
        to: z.enum(['owner', ...roles]),
        source: Source,
      }),
    )
    .max(mostPoints),
});

/** The part of a profile that a date or a light depends on. */
export const TimeRulesSchema = z.strictObject({
  limits: LimitsSchema,
  deadlines: DeadlineRulesSchema,
});

const StandingSchema = z.object({
  dueAt: z.iso.datetime().optional(),
  limit: z.enum(limitNames).optional(),
  light: z.enum(lights).optional(),
});
const FiguresSchema = z.object({
  inTime: z.number(),
  late: z.number(),
  warnings: z.number(),
  urgings: z.number(),
});

/** What rules would do to the open tickets, and would have done to the limits that began in the last days. */
export const DryRunSchema = z.object({
  days: z.number(),
  openCount: z.number(),
  changedCount: z.number(),
  otherLightCount: z.number(),
  turnedRedCount: z.number(),
  changed: z.array(
    z.object({
      number: z.string(),
      status: z.enum(ticketStatuses),
      before: StandingSchema,
      after: StandingSchema,
    }),
  ),
  limitCount: z.number(),
  before: FiguresSchema,
  after: FiguresSchema,
  byLimit: z.array(
    z.object({ limit: z.enum(limitNames), before: FiguresSchema, after: FiguresSchema }),
  ),
});
export type DryRunView = z.infer<typeof DryRunSchema>;
