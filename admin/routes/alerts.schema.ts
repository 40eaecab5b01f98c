import { z } from 'zod';
import { campaignKinds, limitNames, lights, ticketStatuses } from '../../tickets/index.ts';
import { StageSchema } from './campaigns.schema.ts';

const Time = z.iso.datetime();

const AnswerSchema = z.object({
  at: Time,
  by: z.string().optional(),
  words: z.string(),
  until: Time.optional(),
});

const UrgingSchema = z.object({
  level: z.number(),
  /** `owner` or a role. */
  to: z.string(),
  firedAt: Time,
  answer: AnswerSchema.optional(),
  isSettled: z.boolean(),
});

/** One missed limit: whom it was urged on so far, what was answered, and where it climbs next. */
export const AlertCaseSchema = z.object({
  deadlineId: z.string(),
  number: z.string(),
  status: z.enum(ticketStatuses),
  summary: z.string(),
  assignee: z.string().optional(),
  limit: z.enum(limitNames),
  dueAt: Time,
  level: z.number(),
  isOpen: z.boolean(),
  /** On the caller: as owner or in one of their roles. */
  isMine: z.boolean(),
  canAnswer: z.boolean(),
  promisedUntil: Time.optional(),
  urgings: z.array(UrgingSchema),
  next: z.object({ level: z.number(), to: z.string(), at: Time }).optional(),
});
export type AlertCaseView = z.infer<typeof AlertCaseSchema>;

export const AlertWarningSchema = z.object({
  number: z.string(),
  status: z.enum(ticketStatuses),
  summary: z.string(),
  assignee: z.string().optional(),
  limit: z.enum(limitNames),
  dueAt: Time,
  light: z.enum(lights).optional(),
  isMine: z.boolean(),
});

export const AlertListSchema = z.object({
  open: z.array(AlertCaseSchema),
  answered: z.array(AlertCaseSchema),
  warnings: z.array(AlertWarningSchema),
});
export type AlertListView = z.infer<typeof AlertListSchema>;

export const DeadlineIdSchema = z.strictObject({ id: z.string().min(1).max(300) });

/** What was done about it, and by when it will be: it climbs no further before. */
export const AlertAnswerSchema = z.strictObject({
  words: z.string().trim().min(2).max(500),
  until: z.iso.date().exactOptional(),
});

const FrameSchema = z.object({
  kind: z.enum(campaignKinds),
  /** The one that the ticket is in; absent, the chart of the kind alone. */
  campaign: z.object({ id: z.string(), name: z.string() }).optional(),
  stages: z.array(StageSchema),
});
/** The stages of a campaign around a ticket's own steps. */
export type FrameView = z.infer<typeof FrameSchema>;

/** A ticket's limits in the order in which they began, with the light of each, and its place in the flow chart. */
export const TimelineSchema = z.object({
  limits: z.array(
    z.object({
      id: z.string(),
      limit: z.enum(limitNames),
      state: z.enum(['running', 'paused', 'ended']),
      startedAt: Time,
      dueAt: Time,
      endedAt: Time.optional(),
      isProvisional: z.boolean(),
      light: z.enum(lights).optional(),
      urgings: z.number(),
    }),
  ),
  open: z.array(AlertCaseSchema),
  flow: z.object({
    steps: z.array(
      z.object({
        status: z.enum(ticketStatuses),
        state: z.enum(['done', 'now', 'ahead']),
        exits: z.array(z.enum(ticketStatuses)),
      }),
    ),
    anywhere: z.array(z.enum(ticketStatuses)),
    backs: z.array(z.object({ from: z.enum(ticketStatuses), to: z.enum(ticketStatuses) })),
    left: z.object({ from: z.enum(ticketStatuses), to: z.enum(ticketStatuses) }).optional(),
  }),
  /** 专项, 重点领域: what goes before and after. */
  frames: z.array(FrameSchema),
});
export type TimelineView = z.infer<typeof TimelineSchema>;
