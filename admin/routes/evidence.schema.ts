import { z } from 'zod';
import { channelNames } from '../../bot/index.ts';
import { contentKinds } from './messages.schema.ts';

const TimeSchema = z.iso.datetime();
const share = z.number().min(0).max(1);

/** A covered part of a picture: shares of its width and height, from the upper left. */
export const BoxSchema = z.strictObject({
  left: share,
  top: share,
  width: share.positive(),
  height: share.positive(),
});
export type BoxView = z.infer<typeof BoxSchema>;

/** More boxes than faces on a group picture. */
const mostBoxes = 100;
export const BoxesSchema = z.strictObject({ boxes: z.array(BoxSchema).max(mostBoxes) });

export const OriginalSchema = z.strictObject({ reason: z.string().trim().min(2).max(200) });

export const FileIdSchema = z.object({ id: z.string().min(1).max(200) });

export const EvidenceViewSchema = z.object({
  id: z.string(),
  name: z.string(),
  mimeType: z.string(),
  sizeBytes: z.number(),
  sha256: z.string(),
  channel: z.enum(channelNames),
  receivedAt: TimeSchema,
  /** There is a picture that may be shown. */
  hasCopy: z.boolean(),
  faults: z.array(z.enum(['dark', 'blurred', 'cut_off'])),
  boxes: z.array(BoxSchema),
});
export type EvidenceView = z.infer<typeof EvidenceViewSchema>;

/** Media that could not be fetched from its platform. */
const LostMediaSchema = z.object({
  id: z.string(),
  channel: z.enum(channelNames),
  arrivedAt: TimeSchema,
  kind: z.enum(contentKinds),
  attempts: z.number(),
  failure: z.string().optional(),
});
export type LostMedia = z.infer<typeof LostMediaSchema>;
export const LostMediaListSchema = z.object({ items: z.array(LostMediaSchema) });
