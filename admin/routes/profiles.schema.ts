import { z } from 'zod';
import { roles } from '../../people/index.ts';
import {
  documentAudiences,
  documentLayouts,
  limitNames,
  problemLevels,
  replyKinds,
} from '../../tickets/index.ts';
import { CampaignRulesSchema } from './campaign-rules.schema.ts';
import { DeadlineRulesSchema, LimitSchema, LimitsSchema } from './dry-run.schema.ts';

const Id = z.string().regex(/^[a-z][a-z0-9_]{0,63}$/);
const Name = z.string().trim().min(1).max(100);
const Text = z.string().max(5000);
const Role = z.enum(roles);
const item = {
  id: Id,
  name: Name,
  source: z.string().trim().min(1).max(200),
  isRetired: z.literal(true).exactOptional(),
};
const mostItems = 200;
const list = <Schema extends z.ZodType>(schema: Schema) => z.array(schema).max(mostItems);

const ParagraphSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('text'), text: Text }),
  z.strictObject({ kind: z.literal('heading'), text: Text }),
  z.strictObject({
    kind: z.literal('table'),
    columns: z.array(Name).max(20),
    rows: z.array(z.array(Text)).max(mostItems),
  }),
]);

const DocumentKindSchema = z.strictObject({
  ...item,
  audience: z.enum(documentAudiences),
  layout: z.enum(documentLayouts).exactOptional(),
  organs: z.array(Id).min(1).max(20),
  numbering: z.enum(['own', 'outside', 'none']),
  numberPattern: Name.exactOptional(),
  title: Name,
  addressedTo: Name.exactOptional(),
  paragraphs: list(ParagraphSchema),
  fields: list(
    z.strictObject({
      name: z.string().regex(/^\w{1,40}$/),
      label: Name,
      isNeeded: z.literal(true).exactOptional(),
      input: z.enum(['words', 'day', 'officers']).exactOptional(),
    }),
  ),
  hasPoints: z.literal(true).exactOptional(),
  chain: Id,
  draftedBy: z.array(Role).min(1),
  answer: z.strictObject({ ...LimitSchema.shape, name: z.enum(limitNames) }).exactOptional(),
  servesProblem: z.literal(true).exactOptional(),
});

const ChainSchema = z.strictObject({
  ...item,
  links: z
    .array(z.strictObject({ id: Id, name: Name, role: Role, deputies: z.array(Role) }))
    .max(20),
  signers: z.array(Role),
  isOwnAct: z.literal(true).exactOptional(),
});

const HearingSchema = z.strictObject({
  kinds: list(
    z.strictObject({
      documentKind: Id,
      replies: z.array(z.enum(replyKinds)),
      source: item.source,
    }),
  ),
  review: LimitSchema,
});

const ConsentSchema = z.strictObject({
  minFiles: z.int().min(1).max(100),
  reporters: z.int().min(2).max(20),
  remindAfterDays: z.array(z.int().min(1).max(365)).max(20),
  silentAfterDays: z.int().min(5).max(365),
  source: item.source,
});

/** Everything that an administrator edits; also the file in which a bureau takes its rules elsewhere. */
export const ProfileDraftSchema = z.strictObject({
  name: Name,
  problemTypes: list(z.strictObject(item)),
  caseStages: list(z.strictObject(item)),
  measures: list(z.strictObject({ ...item, hasAmount: z.literal(true).exactOptional() })),
  levels: list(z.strictObject({ ...item, id: z.enum(problemLevels), documentKind: Id })),
  areas: list(z.strictObject(item)),
  limits: LimitsSchema,
  organs: list(
    z.strictObject({ ...item, code: Name, unitId: z.string().max(100).exactOptional() }),
  ),
  documentKinds: list(DocumentKindSchema),
  chains: list(ChainSchema),
  deadlines: DeadlineRulesSchema,
  hearing: HearingSchema,
  campaigns: CampaignRulesSchema.exactOptional(),
  consent: ConsentSchema,
});
export type ProfileDraftBody = z.infer<typeof ProfileDraftSchema>;

export const ProfileVersionSchema = z.object({
  version: z.coerce.number().int().min(1).max(1_000_000),
});

/** `base` is the version that the draft was made from; another one published meanwhile refuses it. */
export const ProfileCheckSchema = z.strictObject({
  base: z.int().min(1),
  profile: ProfileDraftSchema,
});

const MetaSchema = z.object({
  version: z.number(),
  name: z.string(),
  validFrom: z.iso.datetime().optional(),
  publishedBy: z.string().optional(),
  /** New tickets begin under it now. */
  isRunning: z.boolean(),
});
export const ProfileListSchema = z.object({
  items: z.array(MetaSchema),
  /** The one that is edited next; it may count only in a moment. */
  newest: z.number(),
});
export type ProfileList = z.infer<typeof ProfileListSchema>;

export const ProfileViewSchema = MetaSchema.extend({ profile: ProfileDraftSchema });
export type ProfileView = z.infer<typeof ProfileViewSchema>;

export const ProfileCheckViewSchema = z.object({
  faults: z.array(z.object({ path: z.string(), rule: z.string() })),
  changes: z.array(
    z.object({
      path: z.array(z.string()),
      kind: z.enum(['added', 'removed', 'changed', 'moved']),
      before: z.string().optional(),
      after: z.string().optional(),
    }),
  ),
});
export type ProfileCheck = z.infer<typeof ProfileCheckViewSchema>;
