import { z } from 'zod';
import { lights, replyKinds, replyOutcomes } from '../../tickets/index.ts';

const TimeSchema = z.iso.datetime();

export const ServedIdSchema = z.object({ id: z.string().min(1).max(200) });
export const ServedQuerySchema = z.object({
  page: z.coerce.number().int().min(1).max(1000).default(1),
  pageSize: z.coerce.number().int().min(1).max(50).default(20),
});

/** `to_acknowledge` before its receipt; `to_answer` while an answer is owed; then `answered`; `replaced` by another. */
export const servedStates = ['to_acknowledge', 'to_answer', 'answered', 'replaced'] as const;
export type ServedState = (typeof servedStates)[number];

/** A document as a unit's list shows it: nothing of the ticket behind it. */
export const ServedRowSchema = z.object({
  id: z.string(),
  kind: z.string(),
  kindName: z.string(),
  title: z.string(),
  number: z.string().optional(),
  organName: z.string(),
  servedAt: TimeSchema,
  dueAt: TimeSchema.optional(),
  isDueProvisional: z.boolean(),
  light: z.enum(lights).optional(),
  state: z.enum(servedStates),
});
export type ServedRow = z.infer<typeof ServedRowSchema>;

export const ServedListSchema = z.object({
  unit: z.string(),
  items: z.array(ServedRowSchema),
  total: z.number(),
});
export type ServedList = z.infer<typeof ServedListSchema>;

const ParagraphSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: z.string() }),
  z.object({ kind: z.literal('heading'), text: z.string() }),
  z.object({
    kind: z.literal('table'),
    columns: z.array(z.string()),
    rows: z.array(z.array(z.string())),
  }),
]);

export const ReplyFileSchema = z.object({
  id: z.string(),
  name: z.string(),
  mimeType: z.string(),
  sizeBytes: z.number(),
});
export type ReplyFileView = z.infer<typeof ReplyFileSchema>;

export const ReplySchema = z.object({
  id: z.string(),
  kind: z.enum(replyKinds),
  by: z.string(),
  at: TimeSchema,
  text: z.string().optional(),
  files: z.array(ReplyFileSchema),
  isAdopted: z.boolean().optional(),
  reachedOn: z.string().optional(),
  decision: z
    .object({ outcome: z.enum(replyOutcomes), reason: z.string(), at: TimeSchema })
    .optional(),
});
export type ReplyView = z.infer<typeof ReplySchema>;

export const ServedViewSchema = ServedRowSchema.extend({
  addressedTo: z.string(),
  signedOn: z.string().optional(),
  paragraphs: z.array(ParagraphSchema),
  attachments: z.array(z.string()),
  copiedTo: z.array(z.string()),
  hasCopy: z.boolean(),
  acknowledgedAt: TimeSchema.optional(),
  replies: z.array(ReplySchema),
  allowed: z.array(z.object({ kind: z.enum(replyKinds), until: TimeSchema.optional() })),
});
export type ServedView = z.infer<typeof ServedViewSchema>;

/** `key` is made by the client once for each reply, so that a repeat is the same one. */
export const NewReplySchema = z.strictObject({
  key: z.string().regex(/^[\w-]{8,64}$/),
  kind: z.enum(replyKinds),
  text: z.string().trim().max(20_000).optional(),
  fileIds: z.array(z.string().max(300)).max(20).optional(),
  isAdopted: z.boolean().optional(),
  reachedOn: z.iso.date().optional(),
});
