import { z } from 'zod';
import { channelNames } from '../../bot/index.ts';

export const MessageIdSchema = z.object({ id: z.string().min(1).max(200) });

export const contentKinds = [
  'text',
  'image',
  'voice',
  'video',
  'file',
  'location',
  'link',
  'case',
  'event',
  'unsupported',
] as const;

export const ParkedMessageSchema = z.object({
  id: z.string(),
  channel: z.enum(channelNames),
  arrivedAt: z.iso.datetime(),
  kind: z.enum(contentKinds),
  /** The beginning of its text, digits hidden. */
  preview: z.string(),
  attempts: z.number(),
  failure: z.string().optional(),
});
export type ParkedMessage = z.infer<typeof ParkedMessageSchema>;
export const ParkedListSchema = z.object({ items: z.array(ParkedMessageSchema) });

const UndeliveredSchema = z.object({
  id: z.string(),
  state: z.enum(['held', 'failed']),
  kind: z.enum(['reply', 'notice', 'staff_reply']),
  createdAt: z.iso.datetime(),
  ticketNumber: z.string().optional(),
  text: z.string(),
  failure: z.string().optional(),
});
export type Undelivered = z.infer<typeof UndeliveredSchema>;
export const UndeliveredListSchema = z.object({ items: z.array(UndeliveredSchema) });
