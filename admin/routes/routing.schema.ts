import { z } from 'zod';
import { ticketKinds } from '../../tickets/index.ts';
import { UnitNamesSchema } from './place.schema.ts';

const IdSchema = z.string().min(1).max(64);
const WordsSchema = z.array(z.string().trim().min(1).max(40)).min(1).max(50);
const TimeSchema = z.iso.datetime();

/** A line of the table: conditions that must all hold, and where it sends. */
export const RuleSchema = z.strictObject({
  id: IdSchema,
  kinds: z.array(z.enum(ticketKinds)).min(1).optional(),
  areas: WordsSchema.optional(),
  places: WordsSchema.optional(),
  matters: WordsSchema.optional(),
  unitId: IdSchema.optional(),
  section: z.string().trim().min(1).max(40).optional(),
  assigneeIds: z.array(IdSchema).min(1).max(50).optional(),
});
export type RuleView = z.infer<typeof RuleSchema>;

const RulesSchema = z.array(RuleSchema).max(300);

export const RoutingPreviewAskSchema = z.strictObject({ rules: RulesSchema });

/** `version` is the one that the caller saw; the table published is the next. */
export const RoutingChangeSchema = z.strictObject({
  version: z.int().nonnegative(),
  rules: RulesSchema,
  note: z.string().trim().min(2).max(200),
});

export const RoutingSchema = z.object({
  /** 0: nobody has published a table yet. */
  version: z.number(),
  rules: z.array(RuleSchema),
  canEdit: z.boolean(),
  units: UnitNamesSchema,
  colleagues: z.array(z.object({ id: z.string(), name: z.string() })),
  tables: z.array(
    z.object({
      version: z.number(),
      note: z.string(),
      by: z.string(),
      at: TimeSchema,
      rules: z.array(RuleSchema),
    }),
  ),
});
export type RoutingView = z.infer<typeof RoutingSchema>;

export const RoutingPreviewSchema = z.object({
  days: z.number(),
  total: z.number(),
  changed: z.number(),
  unrouted: z.object({ before: z.number(), after: z.number() }),
  hits: z.array(z.object({ ruleId: z.string(), count: z.number() })),
  samples: z.array(
    z.object({
      number: z.string(),
      kind: z.enum(ticketKinds),
      area: z.string().optional(),
      filedAt: TimeSchema,
      from: RuleSchema.optional(),
      to: RuleSchema.optional(),
    }),
  ),
});
export type RoutingPreviewView = z.infer<typeof RoutingPreviewSchema>;
