import { z } from 'zod';
import { opennesses, ticketKinds } from '../../tickets/index.ts';

const staffSources = ['call', 'visit', 'letter', 'instruction'] as const;

const FactTextSchema = z.string().trim().min(1).max(5000);
const NewFactsSchema = z.strictObject({
  story: FactTextSchema,
  actingUnit: FactTextSchema.optional(),
  place: FactTextSchema.optional(),
  time: FactTextSchema.optional(),
  officer: FactTextSchema.optional(),
  paper: FactTextSchema.optional(),
  demand: FactTextSchema.optional(),
  company: FactTextSchema.optional(),
});

/** `key` is random and stays the same when the form is sent again. A matter without a contact has no reporter. */
export const NewTicketSchema = z.strictObject({
  key: z.uuid(),
  kind: z.enum(ticketKinds),
  source: z.enum(staffSources),
  openness: z.enum(opennesses),
  standing: z.enum(['rights', 'report']).optional(),
  area: z.string().trim().min(1).max(40).optional(),
  facts: NewFactsSchema,
  contact: z
    .strictObject({
      name: z.string().trim().min(1).max(40).optional(),
      phone: z
        .string()
        .trim()
        .regex(/^\+?[\d -]{5,20}$/)
        .optional(),
    })
    .optional(),
});
export type NewTicket = z.infer<typeof NewTicketSchema>;

/** For the printed slip: the code is shown this once. */
export const SlipSchema = z.object({
  number: z.string(),
  code: z.string().optional(),
  progressUrl: z.string(),
  kind: z.enum(ticketKinds),
  createdAt: z.iso.datetime(),
});
