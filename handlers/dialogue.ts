import { z } from 'zod';
import { opennesses, urgentReasons } from '../tickets/index.ts';
import { PendingSchema } from './pending.ts';
import { ShortSchema } from './short-course.ts';

/** The questions of a form; `contact` is sealed at once and never kept here. */
export const slotNames = [
  'company',
  'story',
  'actingUnit',
  'place',
  'time',
  'officer',
  'paper',
  'evidence',
  'demand',
  'openness',
  'contact',
  'onBehalfOf',
  'area',
] as const;
export type SlotName = (typeof slotNames)[number];

/** The kinds that a person files by a form. */
export const formKinds = ['complaint', 'enterprise_feedback', 'suggestion'] as const;
export type FormKind = (typeof formKinds)[number];

const text = z.string();
const ids = z.array(text).readonly();

const FactsSchema = z
  .object({
    story: text.exactOptional(),
    actingUnit: text.exactOptional(),
    place: text.exactOptional(),
    time: text.exactOptional(),
    officer: text.exactOptional(),
    paper: text.exactOptional(),
    demand: text.exactOptional(),
    company: text.exactOptional(),
    onBehalfOf: text.exactOptional(),
  })
  .readonly();

/** What the form waits for: a slot, or a word about the form itself. */
const AskingSchema = z.enum([...slotNames, 'review', 'slot_to_change', 'cancel', 'split']);
export type Asking = z.infer<typeof AskingSchema>;

const PartedSchema = z
  .object({ messageIds: ids, evidenceCount: z.number().int(), /** ISO 8601. */ at: text })
  .readonly();

const FormSchema = z
  .object({
    kind: z.enum(formKinds),
    short: ShortSchema.exactOptional(),
    facts: FactsSchema,
    openness: z.enum(opennesses).exactOptional(),
    hasContact: z.boolean(),
    evidenceCount: z.number().int(),
    /** Earlier messages that belong to the ticket once it is filed. */
    messageIds: ids,
    /** Slots that were answered, or passed over with 跳过: never asked again by themselves. */
    settled: z.array(z.enum(slotNames)).readonly(),
    /** The questions asked so far, for 返回. */
    trail: z.array(z.enum(slotNames)).readonly(),
    asking: AskingSchema,
    /** The question under 取消 or 修改, to come back to. */
    askedBefore: AskingSchema.exactOptional(),
    /** The area of law enforcement, by code; recognised, never asked for. */
    area: text.exactOptional(),
    /** The words said that the person files for another. */
    isForOther: z.boolean().exactOptional(),
    /** When the draft was begun, ISO 8601: what was said since is purged with it. */
    begunAt: text.exactOptional(),
    /** The matters that one message held, while it is asked whether to part them. */
    parts: ids.exactOptional(),
    /** The first of the parts was told before: it stays as it stands, answers and all. */
    isFirstKept: z.literal(true).exactOptional(),
    /** What was sent before the draft was parted from another; it goes with whichever of them is filed first. */
    parted: PartedSchema.exactOptional(),
    /** Words such as 报复, noted on the ticket when it is filed. */
    notes: ids,
    contactPointId: text.exactOptional(),
    /** The person said that an authority is meant: whose matter it is is not asked again. */
    isOurs: z.literal(true).exactOptional(),
  })
  .readonly();
export type Form = z.infer<typeof FormSchema>;

const ChoiceSchema = z
  .object({
    key: text,
    values: z
      .record(text, z.union([text, z.number()]))
      .readonly()
      .exactOptional(),
    say: text,
  })
  .readonly();

/** Where a list of members stands. No name and none of the words are in it. */
const MembersSchema = z
  .object({
    listId: text,
    asking: z.enum(['rows', 'openness', 'unit', 'place', 'review', 'cancel']),
    /** The question under 取消. */
    askedBefore: z.enum(['rows', 'openness', 'unit', 'place', 'review']).exactOptional(),
    /** Numbers of those who wish to be named. */
    named: z.array(z.number().int()).readonly(),
    unit: text.exactOptional(),
    place: text.exactOptional(),
  })
  .readonly();
export type MembersTalk = z.infer<typeof MembersSchema>;

const DialogueSchema = z
  .object({
    v: z.literal(1),
    greeted: z.boolean(),
    /** When the person last wrote, ISO 8601. */
    seenAt: text.exactOptional(),
    /** What the numbers of the last quick replies mean. */
    choices: z.array(ChoiceSchema).readonly(),
    form: FormSchema.exactOptional(),
    /** Drafts that wait until the open one is filed or cancelled. */
    laterForms: z.array(FormSchema).readonly().exactOptional(),
    /** The ticket that was spoken of last, and when, ISO 8601. */
    focus: z.object({ id: text, at: text }).readonly().exactOptional(),
    /** Which question whether a unit may be written to was shown here last, as `<ticket>-<step>`. */
    contactShown: text.exactOptional(),
    /** Failed understandings in a row. */
    misunderstood: z.number().int().exactOptional(),
    /** When an insult was last answered, ISO 8601. */
    calmedAt: text.exactOptional(),
    /** Messages since a moment, ISO 8601, and a mark of the last one's words, against floods and repeats. */
    pace: z
      .object({
        since: text,
        count: z.number().int(),
        said: text.exactOptional(),
        saidAt: text.exactOptional(),
      })
      .readonly()
      .exactOptional(),
    pending: PendingSchema.exactOptional(),
    /** The contact point whose code was scanned last, at `at`, ISO 8601, by the message `scanId`. */
    point: z
      .object({
        id: text,
        place: text,
        at: text,
        scanId: text,
        hasTalked: z.boolean().exactOptional(),
      })
      .readonly()
      .exactOptional(),
    /** What cannot wait and is not filed yet: the ticket made of this draft is marked so. `since` is ISO 8601. */
    urgent: z
      .object({ reason: z.enum(urgentReasons), since: text })
      .readonly()
      .exactOptional(),
    /** When a message that cannot be read was last answered, ISO 8601. */
    unsupportedAt: text.exactOptional(),
    /** Signs that short words would help, whether they were offered, and what 更多 gave last. */
    need: z
      .object({
        voices: z.number().int(),
        confused: z.number().int(),
        isOffered: z.boolean(),
        restId: text.exactOptional(),
      })
      .readonly()
      .exactOptional(),
    /** A list of members that a specialist writes: its rows are kept sealed under `listId`. */
    members: MembersSchema.exactOptional(),
    /** Numbers of officers' certificates asked for since the moment given, ISO 8601, against trying them all. */
    certificateAsks: z.object({ count: z.number().int(), since: text }).readonly().exactOptional(),
    /** Wrong invitation codes since the moment given, against guessing. */
    wrongCodes: z.object({ count: z.number().int(), since: text }).readonly().exactOptional(),
  })
  .readonly();

/** What the conversation remembers of one person between messages: plain JSON, versioned by `v`. */
export type DialogueState = z.infer<typeof DialogueSchema>;

/** The state of someone who has never written. */
export const emptyDialogue: DialogueState = { v: 1, greeted: false, choices: [] };

/** The stored state checked; a state that cannot be read starts afresh and says so. */
export function readDialogue(stored: unknown): {
  readonly state: DialogueState;
  readonly wasUnreadable: boolean;
} {
  if (stored === undefined || stored === null)
    return { state: emptyDialogue, wasUnreadable: false };
  const parsed = DialogueSchema.safeParse(stored);
  return parsed.success
    ? { state: parsed.data, wasUnreadable: false }
    : { state: emptyDialogue, wasUnreadable: true };
}

/** The state without the short exchange on top. */
export function dropPending({ pending: _, ...rest }: DialogueState): DialogueState {
  return rest;
}

/** The state without the draft and what was urgent about it; a draft that waited behind it comes up. */
export function dropForm({ form: _, laterForms = [], ...rest }: DialogueState): DialogueState {
  const [form, ...others] = laterForms;
  return {
    ...dropUrgent(rest),
    ...(form !== undefined && { form }),
    ...(others.length > 0 && { laterForms: others }),
  };
}

/** The state without what was urgent: it is filed, or given up. */
export function dropUrgent({ urgent: _, ...rest }: DialogueState): DialogueState {
  return rest;
}
