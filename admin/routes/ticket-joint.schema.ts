import { z } from 'zod';

const TimeSchema = z.iso.datetime();
const NamedSchema = z.object({ id: z.string(), name: z.string() });

/** Who else has a part in a ticket: partners, the joint conference, experts, campaigns. */
export const TicketJointSchema = z.object({
  /** 联合监督: the units that supervise along. */
  partners: z.array(NamedSchema),
  /** What the joint conference is to decide. */
  conference: z
    .object({ question: z.string(), askedAt: TimeSchema, askedBy: z.string().optional() })
    .optional(),
  expertAsks: z.array(
    z.object({
      seq: z.number(),
      expert: z.string(),
      question: z.string(),
      brief: z.string(),
      askedAt: TimeSchema,
      answerBy: z.iso.date().optional(),
      opinion: z.object({ text: z.string(), at: TimeSchema }).optional(),
    }),
  ),
  /** The campaigns that it is worked in, as far as the caller may know of them. */
  campaigns: z.array(NamedSchema),
});
export type TicketJointView = z.infer<typeof TicketJointSchema>;

/** What a step of the history says of them. */
export const StepJointSchema = z.object({
  partners: z.array(z.string()).optional(),
  campaign: z.string().optional(),
  expert: z.string().optional(),
  question: z.string().optional(),
  outcome: z.string().optional(),
});
export type StepJointView = z.infer<typeof StepJointSchema>;
