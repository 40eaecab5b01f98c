import { isWithBot, type Outcome } from '../bot/index.ts';
import type { DialogueState } from './dialogue.ts';
import type { Heard } from './hear.ts';
import { calmInsult } from './insult.ts';
import { countMisunderstood } from './misunderstood.ts';
import { keepPace } from './pace.ts';
import { takeOutContact } from './spot/index.ts';

/** What holds for every turn, whoever handled it: tone, failed understandings, the ticket in view, and the pace. */
export function finishTurn(
  heard: Heard,
  outcome: Outcome<DialogueState>,
  fold: (text: string) => string,
): Outcome<DialogueState> {
  // Whoever speaks with a person is answered by that person alone.
  if (outcome.replies.length === 0 && !isWithBot(heard.handOver)) return outcome;
  const calmed = calmInsult(heard, fold, outcome);
  const counted = countMisunderstood(heard.state, calmed);
  const finished = keepPace(heard, keepInView(heard, counted));
  return holdsContact(heard, outcome, fold) ? { ...finished, holdsContact: true } : finished;
}

/** Name and telephone were asked for, or told to a form: sealed with the person, and shown to nobody as words. */
function holdsContact(
  { state: { form }, text = '' }: Heard,
  { state: { form: formNext } }: Outcome<DialogueState>,
  fold: (text: string) => string,
): boolean {
  if (formNext?.hasContact === true && form?.hasContact !== true) return true;
  if (form === undefined && formNext === undefined) return false;
  const isAnswer = form?.asking === 'contact' && formNext?.hasContact === true;
  const { name, phone } = takeOutContact(text, fold).contact;
  return isAnswer || name !== undefined || phone !== undefined;
}

/** The ticket that was chosen stays in view for the words that follow; a new one leaves the choice open again. */
function keepInView(heard: Heard, outcome: Outcome<DialogueState>): Outcome<DialogueState> {
  const { ticketId, state } = outcome;
  if (ticketId === undefined) return outcome;
  const { focus: _, ...rest } = state;
  const isNew = ticketId === `t-${heard.message.id}`;
  return {
    ...outcome,
    state: isNew ? rest : { ...rest, focus: { id: ticketId, at: heard.at.toISOString() } },
  };
}
