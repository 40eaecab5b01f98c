import { z } from 'zod';
import { documentActions, documentAudiences, documentStates } from '../../tickets/index.ts';

const TimeSchema = z.iso.datetime();
const WordsSchema = z.string().max(20_000);
const LineSchema = z.string().trim().max(300);
const NameSchema = z.string().trim().min(1).max(60);
const IdSchema = z.string().min(1).max(120);

export const DocumentIdSchema = z.object({ id: IdSchema });
export const ServingIdSchema = z.object({ id: IdSchema, servingId: IdSchema });

const ParagraphSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('text'), text: WordsSchema }),
  z.strictObject({ kind: z.literal('heading'), text: LineSchema }),
  z.strictObject({
    kind: z.literal('table'),
    columns: z.array(LineSchema).min(1).max(10),
    rows: z.array(z.array(z.string().max(5000)).max(10)).max(200),
  }),
]);

const PointSchema = z.strictObject({
  said: z.string().max(5000),
  found: z.string().max(5000),
  proof: z.string().max(5000),
  article: z.string().max(5000),
  done: z.string().max(5000),
});

/** What a person writes; what is absent stays as it is, and text without `paragraphs` is filled by the template. */
export const DraftValuesSchema = z.strictObject({
  unitIds: z.array(IdSchema).max(200).optional(),
  problemIds: z.array(IdSchema).max(200).optional(),
  fields: z.record(z.string().regex(/^\w{1,40}$/), WordsSchema).optional(),
  paraphrase: z.string().trim().max(5000).optional(),
  basis: z.string().trim().max(2000).optional(),
  points: z.array(PointSchema).max(50).optional(),
  copiedTo: z.array(LineSchema).max(50).optional(),
  attachments: z.array(LineSchema).max(50).optional(),
  title: LineSchema.min(1).optional(),
  addressedTo: LineSchema.optional(),
  paragraphs: z.array(ParagraphSchema).max(200).optional(),
});

/** `key` is a random one of the console's, so that a repeat drafts nothing. */
export const DraftSchema = z.strictObject({
  key: z.uuid(),
  kind: NameSchema,
  organId: NameSchema.optional(),
  ticketNumber: z.string().min(1).max(40).optional(),
  replaces: IdSchema.optional(),
  values: DraftValuesSchema,
});

const VersionSchema = z.strictObject({ version: z.int().nonnegative() });
export const EditSchema = VersionSchema.extend({ values: DraftValuesSchema });

export const DocumentStepSchema = VersionSchema.extend({
  action: z.enum(['submit', 'approve', 'return', 'sign', 'void']),
  reason: z.string().trim().max(2000).optional(),
});

/** `reporter` is the person of the document's own ticket. Paper without proof is under way. */
export const ServeSchema = VersionSchema.extend({
  servings: z
    .array(
      z.strictObject({
        to: z.discriminatedUnion('kind', [
          z.strictObject({ kind: z.literal('unit'), unitId: IdSchema }),
          z.strictObject({ kind: z.literal('reporter') }),
        ]),
        by: z.enum(['portal', 'wecom', 'paper', 'channel']),
      }),
    )
    .min(1)
    .max(200),
});

export const MarkSchema = z.strictObject({
  key: z.uuid(),
  action: z.enum(['acknowledge', 'answer']),
});
export const SealByMachineSchema = VersionSchema;

export const DocumentQuerySchema = z.strictObject({
  ticket: z.string().max(40).optional(),
  kind: NameSchema.optional(),
  state: z.enum(documentStates).optional(),
  number: z.string().trim().min(1).max(60).optional(),
  /** Only what waits for the caller to approve or sign. */
  waits: z
    .literal('me')
    .optional()
    .transform((waits) => waits !== undefined),
  /** `next` of the page before. */
  after: z
    .string()
    .regex(/^\d{1,15}\..{1,120}$/)
    .optional(),
});
export const KindQuerySchema = z.strictObject({ ticket: z.string().max(40).optional() });

const FileSchema = z.object({ fileId: z.string(), algorithm: z.string(), hash: z.string() });
const FieldSchema = z.object({
  name: z.string(),
  label: z.string(),
  isNeeded: z.boolean(),
  input: z.enum(['line', 'words', 'day', 'officers']),
});

export const DocumentRowSchema = z.object({
  id: z.string(),
  version: z.number(),
  kind: z.string(),
  kindName: z.string(),
  audience: z.enum(documentAudiences),
  ticketNumber: z.string().optional(),
  organName: z.string(),
  title: z.string(),
  addressedTo: z.string(),
  state: z.enum(documentStates),
  number: z.string().optional(),
  signedOn: z.string().optional(),
  /** The link that it waits for, by name. */
  waitsFor: z.string().optional(),
  isReplaced: z.boolean(),
  updatedAt: TimeSchema,
  allowed: z.array(z.enum(documentActions)),
});
export type DocumentRow = z.infer<typeof DocumentRowSchema>;
export const DocumentListSchema = z.object({
  items: z.array(DocumentRowSchema),
  /** Asked for as `after`; absent on the last page. */
  next: z.string().optional(),
});

export type DocumentList = z.infer<typeof DocumentListSchema>;

export const DocumentViewSchema = DocumentRowSchema.extend({
  problemIds: z.array(z.string()),
  organId: z.string(),
  /** The organ still has the name or the number code that Duxin ships. */
  isOrganUnnamed: z.boolean(),
  units: z.array(z.object({ unitId: z.string(), name: z.string() })),
  copiedTo: z.array(z.string()),
  attachments: z.array(z.string()),
  form: z.array(FieldSchema.extend({ value: z.string() })),
  hasPoints: z.boolean(),
  paraphrase: z.string().optional(),
  /** It names no matter: it needs `basis`, and the signer's word that it rests on nobody's report. */
  isExOfficio: z.boolean(),
  basis: z.string().optional(),
  points: z.array(PointSchema),
  paragraphs: z.array(ParagraphSchema),
  steps: z.array(
    z.object({
      seq: z.number(),
      at: TimeSchema,
      action: z.enum(documentActions),
      name: z.string().optional(),
      /** In whose place a deputy acted. */
      actedFor: z.string().optional(),
      link: z.string().optional(),
      reason: z.string().optional(),
      servingId: z.string().optional(),
    }),
  ),
  chain: z.array(
    z.object({ id: z.string(), name: z.string(), role: z.string(), isPassed: z.boolean() }),
  ),
  submissions: z.array(
    z.object({
      seq: z.number(),
      title: z.string(),
      addressedTo: z.string(),
      paragraphs: z.array(ParagraphSchema),
    }),
  ),
  /** What is still to be filled in, by label. */
  gaps: z.array(z.string()),
  /** Why the unit may not be written to yet: a code. */
  contactBar: z.string().optional(),
  /** Within which the served one answers, in words. */
  answerWithin: z.string().optional(),
  verifyCode: z.string(),
  unsealed: FileSchema.optional(),
  sealed: FileSchema.optional(),
  canSealByMachine: z.boolean(),
  servings: z.array(
    z.object({
      id: z.string(),
      to: z.enum(['unit', 'person']),
      unitId: z.string().optional(),
      name: z.string().optional(),
      by: z.enum(['portal', 'wecom', 'paper', 'channel']),
      servedAt: TimeSchema.optional(),
      proofFileId: z.string().optional(),
      receivedBy: z.string().optional(),
      dueAt: TimeSchema.optional(),
      isDueProvisional: z.boolean(),
      acknowledgedAt: TimeSchema.optional(),
      answeredAt: TimeSchema.optional(),
    }),
  ),
  replaces: z.string().optional(),
  replacedBy: z.string().optional(),
});
export type DocumentView = z.infer<typeof DocumentViewSchema>;

export const KindListSchema = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      audience: z.enum(documentAudiences),
      numbering: z.enum(['own', 'outside', 'none']),
      organs: z.array(z.object({ id: z.string(), name: z.string() })),
      fields: z.array(FieldSchema),
      hasPoints: z.boolean(),
      servesProblem: z.boolean(),
      /** Levels of problems that this document follows. */
      levels: z.array(z.string()),
      chainName: z.string(),
      answerWithin: z.string().optional(),
      source: z.string(),
    }),
  ),
});
export type KindList = z.infer<typeof KindListSchema>;
