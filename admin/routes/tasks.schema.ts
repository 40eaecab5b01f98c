import { z } from 'zod';
import { attemptOutcomes, channelNames, taskKinds, taskStates } from '../../bot/index.ts';

const TimeSchema = z.iso.datetime();

export const TaskIdSchema = z.object({ id: z.string().min(1).max(300) });

/** `version` is the one that the caller saw. */
export const AttemptSchema = z.strictObject({
  version: z.int().nonnegative(),
  outcome: z.enum(attemptOutcomes),
  note: z.string().trim().max(500).optional(),
});

/** A notice that staff tell by telephone or letter. Who the person is must be revealed on the ticket. */
const TaskViewSchema = z.object({
  id: z.string(),
  version: z.number(),
  kind: z.enum(taskKinds),
  state: z.enum(taskStates),
  /** The colleague whose it is, or who is to be rung. */
  colleague: z.string().optional(),
  dueAt: TimeSchema.optional(),
  isOverdue: z.boolean(),
  ticketNumber: z.string().optional(),
  /** The words to say; empty where the kind of task says it all. */
  words: z.string(),
  /** Since when the person should know. */
  since: TimeSchema,
  failure: z.string().optional(),
  /** False when the person stays anonymous or the caller may not see who it is. */
  canReveal: z.boolean(),
  attempts: z.array(
    z.object({
      at: TimeSchema,
      by: z.string(),
      outcome: z.enum(attemptOutcomes),
      note: z.string().optional(),
    }),
  ),
});
export type TaskView = z.infer<typeof TaskViewSchema>;
export const TaskResultSchema = TaskViewSchema;
export const TaskListSchema = z.object({
  open: z.array(TaskViewSchema),
  closed: z.array(TaskViewSchema),
});

const EventSchema = z.object({
  at: TimeSchema,
  way: z.enum(['message', 'subscription', 'template']),
});

/** What one channel allows towards the person of a ticket. */
const ChannelReachSchema = z.object({
  channel: z.enum(channelNames),
  /** `unknown`: nothing was heard of the person there yet. */
  state: z.enum(['open', 'closed', 'left', 'unknown']),
  until: TimeSchema.optional(),
  /** Messages that may still leave in the window. */
  left: z.number().optional(),
  /** Consents to one message each. */
  credits: z.number(),
  lastSent: EventSchema.optional(),
  lastFailure: EventSchema.extend({ code: z.string() }).optional(),
});
export type ChannelReach = z.infer<typeof ChannelReachSchema>;

export const TicketReachSchema = z.object({
  channels: z.array(ChannelReachSchema),
  tasks: z.array(TaskViewSchema),
});
export type TicketReach = z.infer<typeof TicketReachSchema>;
