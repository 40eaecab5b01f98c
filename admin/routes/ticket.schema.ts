import { EvidenceViewSchema } from './evidence.schema.ts';
import { z } from 'zod';
import { channelNames } from '../../bot/index.ts';
import {
  findings,
  problemActions,
  problemLevels,
  problemStatuses,
  opennesses,
  ticketActions,
  ticketKinds,
  ticketStatuses,
  verifyWays,
} from '../../tickets/index.ts';
import { contentKinds } from './messages.schema.ts';
import { StepJointSchema, TicketJointSchema } from './ticket-joint.schema.ts';
import { TicketRowSchema } from './tickets.schema.ts';

const TimeSchema = z.iso.datetime();

export const TicketNumberSchema = z.object({ number: z.string().min(1).max(40) });

/** Values of an action by the names that the tickets room knows. */
const valueName =
  /^(text|assigneeId|urgency|into|words|score|comment|area|kind|actingUnitId|responsibleOrganId|partnerUnitIds|question|outcome|way|officers|part\d{1,2})$/;

/** `version` is the one that the caller saw. */
export const ActionSchema = z.strictObject({
  action: z.enum(ticketActions),
  reason: z.string().trim().max(2000).optional(),
  values: z.record(z.string().regex(valueName), z.string().max(5000)).optional(),
  version: z.int().nonnegative(),
});

export const RevealSchema = z.strictObject({ reason: z.string().trim().min(2).max(200) });

/** The only answer that holds a person's name and phone. */
export const ContactSchema = z.object({
  name: z.string().optional(),
  phone: z.string().optional(),
  /** For whom a specialist filed it. */
  member: z.string().optional(),
});

const FactsSchema = z.object({
  story: z.string().optional(),
  actingUnit: z.string().optional(),
  place: z.string().optional(),
  time: z.string().optional(),
  officer: z.string().optional(),
  paper: z.string().optional(),
  demand: z.string().optional(),
  company: z.string().optional(),
  onBehalfOf: z.string().optional(),
});

const ProblemViewSchema = z.object({
  id: z.string(),
  status: z.enum(problemStatuses),
  type: z.string(),
  foundAt: TimeSchema,
  level: z.enum(problemLevels).optional(),
  stage: z.string().optional(),
  actingUnit: z.string().optional(),
  responsibleOrgan: z.string().optional(),
  words: z.string().optional(),
  finding: z.enum(findings).optional(),
  measure: z.string().optional(),
  amountFen: z.number().optional(),
  documentId: z.string().optional(),
  rectification: z.string().optional(),
  returnedFor: z.string().optional(),
  accountability: z.string().optional(),
  closedAt: TimeSchema.optional(),
  /** What this caller may do with it now. */
  allowed: z.array(z.enum(problemActions)),
});

/** Where a notice is: `undoable` has not left yet, `told` by a person, `held` waits for the next contact. */
export const deliveryStates = [
  'undoable',
  'waiting',
  'sent',
  'told',
  'held',
  'failed',
  'cancelled',
] as const;

export const DeliverySchema = z.object({
  state: z.enum(deliveryStates),
  at: TimeSchema.optional(),
  channel: z.enum(channelNames).optional(),
  failure: z.string().optional(),
});

const StepViewSchema = z.object({
  seq: z.number(),
  action: z.enum([...ticketActions, 'open']),
  from: z.enum(ticketStatuses).optional(),
  to: z.enum(ticketStatuses),
  at: TimeSchema,
  by: z.object({ kind: z.enum(['reporter', 'staff', 'system']), name: z.string().optional() }),
  reason: z.string().optional(),
  details: z
    .object({
      text: z.string().optional(),
      assignee: z.string().optional(),
      score: z.string().optional(),
      comment: z.string().optional(),
      openness: z.enum(opennesses).optional(),
      /** A successor took the matter on. */
      isInherited: z.boolean().optional(),
      kind: z.enum(ticketKinds).optional(),
      area: z.string().optional(),
      /** How it is verified, and who goes, one a line with the certificate's number. */
      way: z.enum(verifyWays).optional(),
      officers: z.string().optional(),
      joint: StepJointSchema.optional(),
      /** Which of the ticket's problems was worked on, and how. */
      problem: z.object({ number: z.number(), action: z.enum(problemActions) }).optional(),
    })
    .optional(),
  /** What the person was told in which words, or why they were not. */
  told: z.object({
    text: z.string().optional(),
    because: z.string().optional(),
    delivery: DeliverySchema.optional(),
    /** How many co-reporters were told the same under their own numbers. */
    others: z.number().optional(),
  }),
});
export type StepView = z.infer<typeof StepViewSchema>;

export type ProblemView = z.infer<typeof ProblemViewSchema>;

const LineViewSchema = z.object({
  /** What the platform still owes of it. */
  media: z.enum(['waiting', 'failed']).optional(),
  id: z.string(),
  direction: z.enum(['in', 'out']),
  author: z.enum(['person', 'bot', 'staff']),
  channel: z.enum(channelNames),
  at: TimeSchema,
  kind: z.enum(contentKinds),
  text: z.string().optional(),
  fileId: z.string().optional(),
});
export type LineView = z.infer<typeof LineViewSchema>;

export const TicketViewSchema = TicketRowSchema.extend({
  facts: FactsSchema,
  /** How the source counts the matter, and when it was received; of imported ones. */
  origin: z
    .object({ externalNumber: z.string().optional(), receivedOn: z.string().optional() })
    .optional(),
  /** The name of the contact point whose code led here. */
  contactPoint: z.string().optional(),
  standing: z.enum(['rights', 'report']).optional(),
  personId: z.string().optional(),
  assigneeId: z.string().optional(),
  isDueProvisional: z.boolean(),
  /** Who acted and who answers, as staff named them, by ids of the tree. */
  respondent: z.object({ actingUnitId: z.string(), responsibleOrganId: z.string() }).optional(),
  problems: z.array(ProblemViewSchema),
  /** Whether this caller may note a new problem now. */
  canFindProblem: z.boolean(),
  /** The version of the profile whose lists and limits hold for it. */
  profile: z.number(),
  history: z.array(StepViewSchema),
  lines: z.array(LineViewSchema),
  evidence: z.array(EvidenceViewSchema),
  /** Whether this caller may have the bytes as received. */
  canOpenOriginals: z.boolean(),
  canCover: z.boolean(),
  /** The main line of the ticket's own procedure, in order. */
  steps: z.array(z.enum(ticketStatuses)),
  /** What this caller may do now, and no others. */
  allowed: z.array(z.enum(ticketActions)),
  /** Where a new matter seems to belong, best first. */
  sorting: z
    .object({
      by: z.string(),
      areas: z.array(z.object({ area: z.string(), confidence: z.number(), hasVote: z.boolean() })),
      kind: z.enum(ticketKinds).optional(),
    })
    .optional(),
  /** How long this caller may still undo the last step. */
  undoLeftMs: z.number().optional(),
  canReveal: z.boolean(),
  joint: TicketJointSchema,
  rating: z.object({ score: z.number(), comment: z.string().optional() }).optional(),
});
export type TicketView = z.infer<typeof TicketViewSchema>;
