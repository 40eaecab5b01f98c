import { z } from 'zod';
import {
  campaignActions,
  campaignKinds,
  campaignNeeds,
  campaignParts,
  ticketKinds,
  ticketStatuses,
} from '../../tickets/index.ts';
import { TicketRowSchema } from './tickets.schema.ts';

const DaySchema = z.iso.date();
const TimeSchema = z.iso.datetime();
const IdSchema = z.string().min(1).max(64);
const NameSchema = z.string().trim().min(2).max(100);
const ReasonSchema = z.string().trim().min(2).max(500);

const ScopeSchema = z.strictObject({
  areas: z.array(z.string().trim().min(1).max(40)).max(40),
  unitIds: z.array(IdSchema).max(300),
  matters: z.array(z.string().trim().min(1).max(100)).max(30),
});
const PeriodSchema = z.strictObject({ from: DaySchema, to: DaySchema });
const PlanLineSchema = z.strictObject({
  stageId: IdSchema,
  words: z.string().trim().min(1).max(1000),
  until: DaySchema.exactOptional(),
});

export const CampaignIdSchema = z.strictObject({ id: IdSchema });

/** `key` is random and made by the page, so that a repeat opens nothing twice. */
export const NewCampaignSchema = z.strictObject({
  key: z.uuid(),
  kind: z.enum(campaignKinds),
  name: NameSchema,
  scope: ScopeSchema,
  period: PeriodSchema,
});

export const CampaignStepSchema = z.strictObject({
  action: z.enum(campaignActions),
  version: z.int().nonnegative(),
  reason: ReasonSchema.exactOptional(),
  change: z
    .strictObject({
      name: NameSchema.exactOptional(),
      scope: ScopeSchema.exactOptional(),
      period: PeriodSchema.exactOptional(),
      plan: z.array(PlanLineSchema).max(30).exactOptional(),
      partnerUnitIds: z.array(IdSchema).max(50).exactOptional(),
      report: z.string().trim().min(2).max(20_000).exactOptional(),
    })
    .exactOptional(),
});

/** Which tickets might be put in. */
export const CandidateQuerySchema = z.strictObject({
  query: z.string().trim().min(1).max(100).exactOptional(),
  kind: z.enum(ticketKinds).exactOptional(),
  area: z.string().trim().min(1).max(40).exactOptional(),
  unit: IdSchema.exactOptional(),
  from: DaySchema.exactOptional(),
  to: DaySchema.exactOptional(),
});
export const CampaignTicketsQuerySchema = z.strictObject({
  page: z.coerce.number().int().min(1).max(10_000).default(1),
  pageSize: z.coerce.number().int().min(1).max(100).default(20),
});
export const CampaignExportQuerySchema = z.strictObject({
  of: z.enum(['tickets', 'problems']),
  as: z.enum(['xlsx', 'csv']).default('xlsx'),
});
const NumbersSchema = z.array(z.string().min(1).max(40)).min(1).max(200);
export const JoinSchema = z.strictObject({ numbers: NumbersSchema });
export const LeaveSchema = z.strictObject({ numbers: NumbersSchema, reason: ReasonSchema });

/** One stage with its place in a campaign. */
export const StageSchema = z.object({
  id: z.string(),
  name: z.string(),
  source: z.string(),
  part: z.enum(campaignParts),
  state: z.enum(['done', 'now', 'ahead', 'around']),
});
export type StageView = z.infer<typeof StageSchema>;

export const CampaignRowSchema = z.object({
  id: z.string(),
  kind: z.enum(campaignKinds),
  name: z.string(),
  /** The name of the stage where it stands, or absent at an end. */
  stage: z.string().optional(),
  end: z.enum(['closed', 'abandoned']).optional(),
  period: z.object({ from: z.string(), to: z.string() }),
  tickets: z.number(),
});
export type CampaignRow = z.infer<typeof CampaignRowSchema>;
export const CampaignListSchema = z.object({
  items: z.array(CampaignRowSchema),
  canOpen: z.boolean(),
});
export type CampaignListView = z.infer<typeof CampaignListSchema>;

const NamedSchema = z.object({ id: z.string(), name: z.string() });
const CampaignStepViewSchema = z.object({
  seq: z.number(),
  action: z.enum([...campaignActions, 'open']),
  at: TimeSchema,
  by: z.string(),
  /** Where it led, where that is another stage than before. */
  to: z.string().optional(),
  reason: z.string().optional(),
  partners: z.array(z.string()).optional(),
});

export const CampaignViewSchema = CampaignRowSchema.extend({
  version: z.number(),
  scope: z.object({
    areas: z.array(z.string()),
    units: z.array(NamedSchema),
    matters: z.array(z.string()),
  }),
  plan: z.array(z.object({ stageId: z.string(), words: z.string(), until: z.string().optional() })),
  partners: z.array(NamedSchema),
  report: z.string().optional(),
  stages: z.array(StageSchema),
  /** What this caller may do now. */
  allowed: z.array(z.enum(campaignActions)),
  /** What must be there before the stage can be left. */
  missing: z.array(z.enum(campaignNeeds)),
  canPutIn: z.boolean(),
  byStatus: z.array(z.object({ status: z.enum(ticketStatuses), count: z.number() })),
  problems: z.object({
    total: z.number(),
    open: z.number(),
    amountFen: z.number(),
    byType: z.array(z.object({ type: z.string(), count: z.number() })),
  }),
  history: z.array(CampaignStepViewSchema),
});
export type CampaignView = z.infer<typeof CampaignViewSchema>;

export const CampaignTicketsSchema = z.object({
  items: z.array(TicketRowSchema),
  total: z.number(),
});
/** What came of each; those that were refused stay as they were. */
export const MembershipSchema = z.object({
  done: z.number(),
  refused: z.array(z.object({ number: z.string(), code: z.string() })),
});
export type MembershipView = z.infer<typeof MembershipSchema>;
