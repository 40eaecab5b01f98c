import { z } from 'zod';
import { channelNames, handOverCauses, handOverStepKinds } from '../../bot/index.ts';
import { opennesses, ticketKinds, ticketStatuses } from '../../tickets/index.ts';
import { DeliverySchema } from './ticket.schema.ts';

const TimeSchema = z.iso.datetime();

export const ConversationIdSchema = z.object({ id: z.string().regex(/^c-[\w-]{1,64}$/) });

const NoteSchema = z.string().trim().max(500).optional();

/** What staff do with a conversation; a parting leaves a note for whoever comes next. */
export const ConversationActionSchema = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('take') }),
  z.strictObject({ action: z.literal('release'), note: NoteSchema }),
  z.strictObject({ action: z.literal('close'), note: NoteSchema }),
  z.strictObject({ action: z.literal('pass'), to: z.string().min(1).max(100), note: NoteSchema }),
  z.strictObject({ action: z.literal('ask_draft') }),
  z.strictObject({ action: z.literal('read'), seq: z.int().nonnegative() }),
]);

/** `key` is random and stays the same when the words are sent again. */
export const StaffWordsSchema = z.strictObject({
  key: z.uuid(),
  text: z.string().trim().min(1).max(2000),
});

const FactSchema = z.string().trim().min(1).max(5000);

/** A ticket with what is known so far; the person gets its number and code in their channel. */
export const ConversationTicketSchema = z.strictObject({
  key: z.uuid(),
  kind: z.enum(['complaint', 'enterprise_feedback', 'consultation', 'suggestion']),
  openness: z.enum(opennesses),
  facts: z.strictObject({
    story: FactSchema,
    actingUnit: FactSchema.optional(),
    place: FactSchema.optional(),
    time: FactSchema.optional(),
    officer: FactSchema.optional(),
    paper: FactSchema.optional(),
    demand: FactSchema.optional(),
    company: FactSchema.optional(),
  }),
});

const handsKinds = ['bot', 'waiting', 'person', 'servicer'] as const;

const RowSchema = z.object({
  id: z.string(),
  /** Four characters that tell conversations apart; nothing of the person is in them. */
  tag: z.string(),
  channel: z.enum(channelNames),
  hands: z.enum(handsKinds),
  /** Who has it; `isMine` when it is the caller. */
  by: z.string().optional(),
  isMine: z.boolean(),
  cause: z.enum(handOverCauses).optional(),
  askedAt: TimeSchema.optional(),
  lastAt: TimeSchema,
  preview: z.string(),
  previewBy: z.enum(['person', 'bot', 'staff']).optional(),
  unread: z.number(),
});
export type ConversationRowView = z.infer<typeof RowSchema>;

export const ConversationListSchema = z.object({
  items: z.array(RowSchema),
  colleagues: z.array(z.object({ id: z.string(), name: z.string() })),
  figures: z.object({
    waiting: z.number(),
    served: z.number(),
    /** Of those who asked and were taken today; absent when nobody was. */
    medianWaitS: z.number().optional(),
    longestWaitS: z.number().optional(),
    /** Each hour of the day, Shanghai, in which somebody was taken. */
    hours: z.array(z.object({ hour: z.number(), count: z.number(), medianWaitS: z.number() })),
  }),
  isOpen: z.boolean(),
  opensAt: TimeSchema.optional(),
});
export type ConversationListView = z.infer<typeof ConversationListSchema>;

const SummarySchema = z.object({
  askedAt: TimeSchema,
  waitedS: z.number().optional(),
  asked: z.string().optional(),
  kind: z.string().optional(),
  known: z.array(z.object({ slot: z.string(), text: z.string() })),
  open: z.array(z.string()),
  tickets: z.array(z.string()),
  said: z.object({ person: z.number(), staff: z.number() }),
  last: z.array(
    z.object({ author: z.enum(['person', 'bot', 'staff']), text: z.string(), at: TimeSchema }),
  ),
});
export type SummaryView = z.infer<typeof SummarySchema>;

const LineSchema = z.object({
  seq: z.number(),
  direction: z.enum(['in', 'out']),
  author: z.enum(['person', 'bot', 'staff']),
  channel: z.enum(channelNames),
  at: TimeSchema,
  kind: z.string(),
  text: z.string().optional(),
  fileId: z.string().optional(),
  delivery: DeliverySchema.optional(),
});
export type ConversationLine = z.infer<typeof LineSchema>;

export const ConversationViewSchema = RowSchema.omit({
  lastAt: true,
  preview: true,
  previewBy: true,
  unread: true,
}).extend({
  lines: z.array(LineSchema),
  /** Words of staff that are no line of the conversation yet. */
  pending: z.array(z.object({ text: z.string(), at: TimeSchema, delivery: DeliverySchema })),
  steps: z.array(
    z.object({
      kind: z.enum(handOverStepKinds),
      at: TimeSchema,
      by: z.string().optional(),
      to: z.string().optional(),
      cause: z.enum(handOverCauses).optional(),
      note: z.string().optional(),
      summary: SummarySchema.optional(),
    }),
  ),
  draft: z
    .object({
      kind: z.string(),
      known: z.array(z.object({ slot: z.string(), text: z.string() })),
      open: z.array(z.string()),
      canFile: z.boolean(),
      isAsked: z.boolean(),
    })
    .optional(),
  tickets: z.array(
    z.object({
      number: z.string(),
      kind: z.enum(ticketKinds),
      status: z.enum(ticketStatuses),
      dueAt: TimeSchema.optional(),
      isOwn: z.boolean(),
    }),
  ),
  /** The caller may type. */
  canSay: z.boolean(),
});
export type ConversationView = z.infer<typeof ConversationViewSchema>;

/** What the knowledge base would answer to the person's last words; nothing of theirs is in an address. */
export const SuggestedAnswerSchema = z.object({ text: z.string().optional() });
export const OpenedTicketSchema = z.object({ number: z.string() });
export const TakenSchema = z.object({ id: z.string() });
export const DoneSchema = z.object({ ok: z.literal(true) });
