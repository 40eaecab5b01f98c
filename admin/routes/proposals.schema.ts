import { z } from 'zod';
import { audiences, entryKinds } from '../../knowledge/index.ts';

export const ProposalQuerySchema = z.strictObject({ from: z.enum(['answer', 'case']) });

/** What an editor starts from; nothing is stored before they save it. */
export const ProposalSchema = z.object({
  origin: z.enum(['answer', 'case']),
  text: z.object({
    kind: z.enum(entryKinds),
    audience: z.enum(audiences),
    question: z.string(),
    answer: z.string(),
  }),
});
export type ProposalView = z.infer<typeof ProposalSchema>;
