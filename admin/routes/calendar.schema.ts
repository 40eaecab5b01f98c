import { z } from 'zod';

const Day = z.iso.date();
const mostDays = 400;
const Reason = z.string().trim().min(1).max(200);
const Version = z.number().int().min(0);

export const CalendarSchema = z.object({
  /** 0: nothing was imported yet. */
  version: z.number(),
  publishedUntil: z.string(),
  isRecounting: z.boolean(),
  canEdit: z.boolean(),
  /** Every day that was imported or set by hand, with what it says. */
  named: z.array(
    z.object({ day: z.string(), isWorking: z.boolean(), name: z.string().optional() }),
  ),
  versions: z.array(
    z.object({
      version: z.number(),
      reason: z.string(),
      savedAt: z.iso.datetime(),
      savedBy: z.string().optional(),
      dayCount: z.number(),
    }),
  ),
});
export type CalendarView = z.infer<typeof CalendarSchema>;

export const YearParamsSchema = z.strictObject({
  year: z.coerce.number().int().min(2004).max(2100),
});

/** The days of one year, in order: whether people work, undefined past the published calendar. */
export const YearSchema = z.object({
  year: z.number(),
  days: z.array(z.object({ day: z.string(), isWorking: z.boolean(), isProvisional: z.boolean() })),
});
export type YearView = z.infer<typeof YearSchema>;

/** Days that are set by hand, and such as go back to the shipped calendar. */
export const DaysSchema = z.strictObject({
  version: Version,
  reason: Reason,
  days: z
    .array(
      z.strictObject({
        day: Day,
        isWorking: z.boolean(),
        name: z.string().trim().max(40).exactOptional(),
      }),
    )
    .max(mostDays),
  removed: z.array(Day).max(mostDays).default([]),
});

export const RestoreSchema = z.strictObject({ version: Version, reason: Reason });
export const VersionParamsSchema = z.strictObject({ version: z.coerce.number().int().min(0) });

/** With `trial` nothing is saved. `version` is the one that the caller saw. */
export const CalendarImportQuerySchema = z.object({
  trial: z.literal('1').optional(),
  version: z.coerce.number().int().min(0).default(0),
  reason: z.string().trim().max(200).default(''),
});

/** What a file says, what it would change, and which dates that would move. */
export type CalendarImportView = {
  readonly version: number;
  readonly holidays: number;
  readonly workdays: number;
  readonly publishedUntil: string;
  readonly changes: readonly {
    readonly day: string;
    readonly name?: string;
    readonly before?: boolean | undefined;
    readonly after?: boolean | undefined;
  }[];
  readonly changeCount: number;
  readonly moves: {
    readonly provisional: number;
    readonly moved: number;
    readonly firm: number;
  };
  readonly faults: readonly { readonly row: number; readonly reason: string }[];
  readonly refused?: string;
};
