import { z } from 'zod';
import { alarmCauses, callPurposes, staffCallStates } from '../../bot/index.ts';
import { dutyFaults } from '../../people/index.ts';

const TimeSchema = z.iso.datetime();

/** A Monday in Shanghai. */
export const WeekIdSchema = z.object({ week: z.iso.date() });

const ShiftSchema = z.strictObject({
  accountId: z.string().min(1).max(64),
  from: TimeSchema,
  to: TimeSchema,
  order: z.int().min(1).max(99),
  /** Absent: the officer's telephone stays as it was; empty: there is none. */
  phone: z
    .string()
    .regex(/^(\+?\d[\d-]{5,19})?$/)
    .optional(),
});

/** `version` is the one that the caller saw; 0 for a week without a roster. */
export const WeekChangeSchema = z.strictObject({
  version: z.int().nonnegative(),
  shifts: z.array(ShiftSchema).max(200),
});
export type WeekChange = z.infer<typeof WeekChangeSchema>;

export const WeekImportSchema = z.strictObject({
  version: z.int().nonnegative(),
  text: z.string().min(1).max(20_000),
});

/** A week of the roster. Telephones are said to be there and never shown. */
export const WeekViewSchema = z.object({
  week: z.string(),
  version: z.number(),
  shifts: z.array(
    z.object({
      accountId: z.string(),
      name: z.string(),
      from: TimeSchema,
      to: TimeSchema,
      order: z.number(),
      hasPhone: z.boolean(),
      /** Whether the officer can be called in WeCom. */
      isLinked: z.boolean(),
    }),
  ),
  /** Lines of an import that were not understood: nothing is kept then. */
  faults: z.array(z.object({ line: z.number(), rule: z.enum(dutyFaults) })),
});
export type WeekView = z.infer<typeof WeekViewSchema>;

const AlarmViewSchema = z.object({
  id: z.string(),
  number: z.string(),
  cause: z.enum(alarmCauses),
  state: z.enum(['open', 'taken', 'ended']),
  since: TimeSchema,
  takenBy: z.string().optional(),
  calls: z.array(z.object({ name: z.string(), at: TimeSchema, isPassed: z.boolean() })),
});
export type AlarmView = z.infer<typeof AlarmViewSchema>;
export const AlarmIdSchema = z.object({ id: z.string().min(1).max(300) });
export const AlarmListSchema = z.object({ items: z.array(AlarmViewSchema) });
export const AlarmResultSchema = AlarmViewSchema;

/** Who was called and written to about one ticket. */
export const CallLogSchema = z.object({
  alarms: z.array(AlarmViewSchema),
  calls: z.array(
    z.object({
      name: z.string(),
      purpose: z.enum(callPurposes),
      at: TimeSchema,
      state: z.enum(staffCallStates),
      failure: z.string().optional(),
    }),
  ),
});
export type CallLog = z.infer<typeof CallLogSchema>;
