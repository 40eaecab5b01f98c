import { z } from 'zod';
import {
  lights,
  opennesses,
  ticketKinds,
  ticketSources,
  ticketStatuses,
  urgentReasons,
} from '../../tickets/index.ts';

const ticketOrders = ['newest', 'oldest', 'due'] as const;

/** `status=open` is every state that is no end; `assignee=me` is the caller. */
export const TicketQuerySchema = z.strictObject({
  query: z.string().trim().max(100).optional(),
  kind: z.enum(ticketKinds).optional(),
  status: z.enum([...ticketStatuses, 'open']).optional(),
  area: z.string().trim().max(40).optional(),
  assignee: z.string().max(64).optional(),
  /** 待上会: a question waits for the joint conference. */
  conference: z.literal('waiting').optional(),
  /** 联合监督 with this unit. */
  partner: z.string().max(64).optional(),
  order: z.enum(ticketOrders).default('newest'),
  page: z.coerce.number().int().min(1).max(10_000).default(1),
  pageSize: z.coerce.number().int().min(1).max(100).default(20),
});

const TimeSchema = z.iso.datetime();

export const TicketRowSchema = z.object({
  number: z.string(),
  version: z.number(),
  kind: z.enum(ticketKinds),
  status: z.enum(ticketStatuses),
  source: z.enum(ticketSources),
  openness: z.enum(opennesses),
  summary: z.string(),
  actingUnit: z.string().optional(),
  area: z.string().optional(),
  assignee: z.string().optional(),
  isPaused: z.boolean(),
  dueAt: TimeSchema.optional(),
  light: z.enum(lights).optional(),
  /** Why it cannot wait, while it is open. */
  urgent: z.object({ reason: z.enum(urgentReasons), since: TimeSchema }).optional(),
  retaliationAt: TimeSchema.optional(),
  createdAt: TimeSchema,
  updatedAt: TimeSchema,
});
export type TicketRow = z.infer<typeof TicketRowSchema>;

export const TicketListSchema = z.object({
  items: z.array(TicketRowSchema),
  total: z.number(),
});
