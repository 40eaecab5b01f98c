import { z } from 'zod';
import { toldKinds } from './spot/index.ts';

const text = z.string();
const ids = z.array(text).readonly();

/** What was written or sent before it was clear what it is to become. */
const sent = {
  story: text.exactOptional(),
  messageIds: ids,
  evidenceCount: z.number().int(),
};

/** What was offered first: a plain yes means it. */
const guess = z.enum(toldKinds).exactOptional();

/** A short exchange on top of everything else; gone as soon as the person says something else. */
export const PendingSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('question') }).readonly(),
  /** Whose matter the draft is; `row` of the table of powers says who is competent if it is not ours. */
  z.object({ kind: z.literal('competence'), row: text }).readonly(),
  z.object({ kind: z.literal('person') }).readonly(),
  z.object({ kind: z.literal('invitation') }).readonly(),
  /** A code was typed, and it is asked whether it is the person's own. */
  z.object({ kind: z.literal('bind'), codeHash: text }).readonly(),
  /** A member has written the code and says whether to be named. */
  z.object({ kind: z.literal('member'), ticketId: text }).readonly(),
  z
    .object({
      kind: z.literal('call_back'),
      /** When they are to be rung, ISO 8601; absent while that is asked. */
      at: text.exactOptional(),
      part: z.enum(['soon', 'morning', 'afternoon', 'exact']).exactOptional(),
    })
    .readonly(),
  z
    .object({
      kind: z.literal('unanswered'),
      question: text,
      messageIds: ids,
      /** The answer that was given, as `entry@version`: whether it helped may be said next. */
      source: text.exactOptional(),
    })
    .readonly(),
  z.object({ kind: z.literal('offer'), guess, ...sent }).readonly(),
  z.object({ kind: z.literal('reply_offer'), number: text, ...sent }).readonly(),
  z.object({ kind: z.literal('supplement'), number: text }).readonly(),
  z.object({ kind: z.literal('withdraw'), number: text, reason: text.exactOptional() }).readonly(),
  z.object({ kind: z.literal('rate'), number: text }).readonly(),
]);
export type Pending = z.infer<typeof PendingSchema>;
