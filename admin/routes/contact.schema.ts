import { z } from 'zod';
import { clueKinds, contactChoices, ticketActions } from '../../tickets/index.ts';

const TimeSchema = z.iso.datetime();
const reason = z.string().trim().min(4).max(1000);
const words = z.string().trim().min(1).max(2000);
const choices = [...contactChoices, 'leave'] as const;

const ClueSchema = z.object({ kind: z.enum(clueKinds), words: z.string() });

/** An expert's brief may be longer than words for a unit. */
export const CluesBodySchema = z.strictObject({ words: z.string().trim().min(1).max(5000) });
export const CluesSchema = z.object({ clues: z.array(ClueSchema) });
export type CluesView = z.infer<typeof CluesSchema>;

/** One thing done about contact; `version` is the ticket's that the caller saw. */
export const ContactActSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('ask'),
    version: z.int(),
    words,
    unit: z.string().trim().min(1).max(80),
    conduct: z.string().trim().min(1).max(80),
  }),
  z.strictObject({
    kind: z.literal('note'),
    version: z.int(),
    choice: z.enum(choices),
    reason,
  }),
  z.strictObject({
    kind: z.literal('check'),
    version: z.int(),
    check: z.string().trim().min(1).max(40),
    files: z.array(z.string().trim().min(1).max(80)).max(200),
  }),
  z.strictObject({ kind: z.literal('apart'), version: z.int(), reason }),
  z.strictObject({ kind: z.literal('plead'), version: z.int(), reason }),
  z.strictObject({ kind: z.literal('grant'), version: z.int(), reason }),
]);
export type ContactAct = z.infer<typeof ContactActSchema>;
type Unversioned<Act> = Act extends unknown ? Omit<Act, 'version'> : never;
/** An act before it is known on which version it goes out. */
export type ContactStep = Unversioned<ContactAct>;

const VoiceSchema = z.object({
  /** `open`: the unit may know them, or nobody reported; nobody is asked. */
  state: z.enum(['open', 'not_asked', 'asked', ...contactChoices, 'opened', 'life_at_stake']),
  /** When they chose, or were asked. */
  at: TimeSchema.optional(),
  /** The words that they were asked in, where these are not the ones of the ticket on screen. */
  otherWords: z.string().optional(),
  isOnScreen: z.boolean(),
  isApart: z.boolean(),
  /** Of their own ticket; absent where the caller does not see it. */
  number: z.string().optional(),
});

/** How it stands whether a unit may be written to about the ticket, and what the caller may do about it. */
export const ContactViewSchema = z.object({
  version: z.number(),
  /** The unit must not know the reporter: without their choice nothing is sent. */
  isNeeded: z.boolean(),
  isSealed: z.boolean(),
  allowed: z.array(z.enum(ticketActions)),
  /** What the reporter may choose now, for staff who note what they were told. */
  choices: z.array(z.enum(choices)),
  /** What the question would name. */
  unit: z.string(),
  conducts: z.array(z.object({ id: z.string(), name: z.string() })),
  minFiles: z.number(),
  /** The profile's term after the last reminder is over: the report may be set apart. */
  isSilent: z.boolean(),
  reporters: z.number(),
  contact: z
    .object({
      state: z.enum(['asked', ...contactChoices, 'life_at_stake']),
      words: z.string(),
      givesAway: z.array(ClueSchema),
      askedAt: TimeSchema,
      chosenAt: TimeSchema.optional(),
      openedAt: TimeSchema.optional(),
      reminders: z.number(),
      conduct: z.string().optional(),
      check: z.object({ number: z.string(), files: z.array(z.string()) }).optional(),
    })
    .optional(),
  /** Everybody who reported the matter, the one that leads first; without names, one of them or several. */
  voices: z.array(VoiceSchema),
  /** Pleaded for one of them and not granted for all. */
  plea: z.object({ reason: z.string(), by: z.string(), at: TimeSchema }).optional(),
});
export type ContactView = z.infer<typeof ContactViewSchema>;
