import { z } from 'zod';
import { replyOutcomes } from '../../tickets/index.ts';
import { ReplySchema } from './portal.schema.ts';

export const ReplyIdSchema = z.object({ id: z.string().min(1).max(300) });

/** A unit's reply as the bureau reads it. */
export const StaffReplySchema = ReplySchema.extend({
  version: z.number(),
  /** Who of the bureau said its word. */
  decidedBy: z.string().optional(),
  /** Waits for the bureau's word, and this caller may say it. */
  canDecide: z.boolean(),
});
export type StaffReplyView = z.infer<typeof StaffReplySchema>;

const TimeSchema = z.iso.datetime();

/** What one unit said to one document. */
export const HeardUnitSchema = z.object({
  unit: z.string(),
  servedAt: TimeSchema.optional(),
  dueAt: TimeSchema.optional(),
  acknowledgedAt: TimeSchema.optional(),
  answeredAt: TimeSchema.optional(),
  replies: z.array(StaffReplySchema),
});

export const TicketRepliesSchema = z.object({
  items: z.array(
    z.object({
      documentId: z.string(),
      kindName: z.string(),
      title: z.string(),
      number: z.string().optional(),
      units: z.array(HeardUnitSchema),
    }),
  ),
});
export type TicketReplies = z.infer<typeof TicketRepliesSchema>;

export const DecisionSchema = z.strictObject({
  version: z.int().nonnegative(),
  outcome: z.enum(replyOutcomes),
  reason: z.string().trim().min(2).max(2000),
});

/** A reply that waits for the bureau's word, with where it is read. */
export const UndecidedListSchema = z.object({
  items: z.array(
    StaffReplySchema.extend({
      unit: z.string(),
      document: z.string(),
      kindName: z.string(),
      ticketNumber: z.string().optional(),
    }),
  ),
});
export type UndecidedList = z.infer<typeof UndecidedListSchema>;
