import { z } from 'zod';
import {
  contactChoices,
  findContactQuestion,
  listContactChoices,
  type Ticket,
} from '../tickets/index.ts';

const choices = [...contactChoices, 'leave'] as const;
export const ContactChoiceSchema = z.enum(choices);

/** Whether a unit may be written to: the words, what in them may point to the reporter, and what may be chosen. */
export const ContactViewSchema = z.strictObject({
  /** Goes back with the choice, so that it is one about these words. */
  question: z.int(),
  state: z.enum(['asked', ...contactChoices, 'life_at_stake']),
  /** Empty while the matter lies sealed. */
  words: z.string(),
  givesAway: z.array(z.string()),
  choices: z.array(ContactChoiceSchema),
});
export type ContactView = z.infer<typeof ContactViewSchema>;

/** Undefined when nobody asked. What staff may still undo was not asked yet. */
export function presentContact(ticket: Ticket, now: Date): ContactView | undefined {
  const { contact, history } = ticket;
  const asked = history.findLast(({ action }) => action === 'ask_contact')?.told;
  const question = findContactQuestion(ticket);
  if (contact === undefined || asked === undefined || question === undefined) return undefined;
  if (asked.kind === 'told' && asked.tellAt > now) return undefined;
  return {
    question,
    state: contact.state,
    words: contact.words,
    givesAway: contact.givesAway.map(({ words }) => words),
    choices: [...listContactChoices(ticket)],
  };
}
