import { z } from 'zod';
import {
  audiences,
  entryKinds,
  entryOrigins,
  entryStates,
  type EntryAction,
} from '../../knowledge/index.ts';

export const EntryIdSchema = z.object({ id: z.string().min(1).max(100) });

/** YYYY-MM-DD */
const DaySchema = z.iso.date();

export const KnowledgeQuerySchema = z.strictObject({
  query: z.string().trim().max(100).optional(),
  state: z.enum(entryStates).optional(),
  kind: z.enum(entryKinds).optional(),
  audience: z.enum(audiences).optional(),
  area: z.string().trim().max(40).optional(),
  /** Live, and confirmed by nobody. */
  unconfirmed: z.stringbool().optional(),
  /** To be looked at again by today. */
  due: z.stringbool().optional(),
  /** With something that an editor must look at. */
  alerts: z.stringbool().optional(),
  page: z.coerce.number().int().min(1).max(10_000).default(1),
  pageSize: z.coerce.number().int().min(1).max(200).default(50),
});
export type KnowledgeQuery = z.infer<typeof KnowledgeQuerySchema>;

const LineSchema = z.string().trim().min(1).max(500);
const CitationSchema = z.strictObject({
  statute: z.string().trim().min(2).max(100),
  article: z.string().regex(/^[1-9]\d{0,3}(?:-[1-9]\d?)?$/),
});

const ChartStepSchema = z.strictObject({
  id: z.string().min(1).max(20),
  text: LineSchema,
  next: z
    .array(z.strictObject({ to: z.string().min(1).max(20), when: LineSchema.exactOptional() }))
    .max(10),
});

/** All that an editor writes. */
export const EntryTextSchema = z.strictObject({
  kind: z.enum(entryKinds),
  area: z.string().trim().min(1).max(40),
  audience: z.enum(audiences),
  question: LineSchema,
  similar: z.array(LineSchema).max(50),
  answer: z.string().trim().min(1).max(5000),
  citations: z.array(CitationSchema).max(30),
  inForceFrom: DaySchema.exactOptional(),
  inForceTo: DaySchema.exactOptional(),
  checkedThrough: DaySchema.exactOptional(),
  chart: z.array(ChartStepSchema).max(60).exactOptional(),
});

/** `id` is chosen by the console, so that a repeat makes one entry. */
export const NewEntrySchema = z.strictObject({
  id: z.string().regex(/^e-[\w-]{16,60}$/),
  text: EntryTextSchema,
  origin: z.enum(['staff', 'answer', 'case']).default('staff'),
});

const VersionSchema = z.int().positive();

/** A change of the version that was read; another in between is a conflict. */
export const EntryChangeSchema = z.strictObject({ version: VersionSchema });
export const EntryEditSchema = EntryChangeSchema.extend({ text: EntryTextSchema });
export const EntryPublishSchema = EntryChangeSchema.extend({
  /** A moment to come; absent means now. */
  at: z.iso.datetime({ offset: true }).exactOptional(),
});
export const EntryRestoreSchema = EntryChangeSchema.extend({ revision: VersionSchema });
export const EntryAssignSchema = EntryChangeSchema.extend({
  /** The account that keeps it right; absent for nobody. */
  ownerId: z.string().max(100).exactOptional(),
  reviewDueOn: DaySchema.exactOptional(),
});

const WhoSchema = z.object({ name: z.string() });
const StampSchema = WhoSchema.extend({ at: z.iso.datetime() });
const TextViewSchema = EntryTextSchema.extend({
  citations: z.array(CitationSchema.extend({ label: z.string() })),
});
const actions = [
  'create',
  'edit',
  'assign',
  'review',
  'publish',
  'schedule',
  'unschedule',
  'retire',
  'restore',
  'alert',
  'settle',
] as const satisfies readonly EntryAction[];
const ChangeSchema = z.object({ action: z.enum(actions), by: WhoSchema.optional() });

export const EntryViewSchema = z.object({
  id: z.string(),
  version: z.number(),
  state: z.enum(entryStates),
  text: TextViewSchema,
  live: z
    .object({
      version: z.number(),
      text: TextViewSchema,
      publishedAt: z.iso.datetime(),
      reviewed: StampSchema.optional(),
    })
    .optional(),
  origin: z.enum(entryOrigins),
  owner: WhoSchema.extend({ accountId: z.string().optional() }).optional(),
  written: StampSchema.optional(),
  reviewed: StampSchema.optional(),
  publishAt: z.iso.datetime().optional(),
  reviewDueOn: z.string().optional(),
  alerts: z.array(
    z.object({
      kind: z.literal('statute_changed'),
      citation: CitationSchema.extend({ label: z.string() }),
      at: z.iso.datetime(),
    }),
  ),
  change: ChangeSchema,
  changedAt: z.iso.datetime(),
  use: z.object({
    hits: z.number(),
    lastUsedAt: z.iso.datetime().optional(),
    helpful: z.number(),
    unhelpful: z.number(),
  }),
});
export type EntryView = z.infer<typeof EntryViewSchema>;

const RevisionViewSchema = z.object({
  version: z.number(),
  state: z.enum(entryStates),
  text: TextViewSchema,
  change: ChangeSchema,
  changedAt: z.iso.datetime(),
});
export type RevisionView = z.infer<typeof RevisionViewSchema>;

export const EntryDetailSchema = EntryViewSchema.extend({
  revisions: z.array(RevisionViewSchema),
  /** Whether the caller may review the text as it stands. */
  mayReview: z.boolean(),
});
export type EntryDetail = z.infer<typeof EntryDetailSchema>;

export const EntryListSchema = z.object({
  items: z.array(EntryViewSchema),
  /** Of the entries that fit the query. */
  total: z.number(),
  /** Of all entries. */
  counts: z.object({
    all: z.number(),
    draft: z.number(),
    reviewed: z.number(),
    published: z.number(),
    retired: z.number(),
    unconfirmed: z.number(),
    due: z.number(),
    alerts: z.number(),
  }),
  areas: z.array(z.string()),
});
export type EntryList = z.infer<typeof EntryListSchema>;
