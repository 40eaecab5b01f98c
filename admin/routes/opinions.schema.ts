import { z } from 'zod';
import { ticketKinds } from '../../tickets/index.ts';

const TimeSchema = z.iso.datetime();

/** `brief` is all that the expert reads of the matter. */
export const ExpertAskSchema = z.strictObject({
  expertId: z.string().min(1).max(64),
  brief: z.string().trim().min(10).max(5000),
  question: z.string().trim().min(2).max(1000),
  answerBy: z.iso.date().optional(),
  version: z.int().nonnegative(),
});

export const ExpertListSchema = z.object({
  items: z.array(z.object({ id: z.string(), name: z.string() })),
});
export type ExpertListView = z.infer<typeof ExpertListSchema>;

/** `asked` is the question's number within its ticket. */
export const OpinionSchema = z.strictObject({
  asked: z.int().positive(),
  text: z.string().trim().min(2).max(5000),
});

/** Nothing of the reporter, their words, files or the conversation. */
const OwnAskSchema = z.object({
  number: z.string(),
  seq: z.number(),
  kind: z.enum(ticketKinds),
  area: z.string().optional(),
  brief: z.string(),
  question: z.string(),
  askedAt: TimeSchema,
  answerBy: z.iso.date().optional(),
  opinion: z.object({ text: z.string(), at: TimeSchema }).optional(),
});
export const OwnAskListSchema = z.object({ items: z.array(OwnAskSchema) });
export type OwnAskView = z.infer<typeof OwnAskSchema>;
