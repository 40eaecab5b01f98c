import type { Outcome, Reply } from '../bot/index.ts';
import type { DialogueState } from './dialogue.ts';

/** From this many failed understandings in a row a person is offered. */
export const misunderstoodLimit = 2;

/** What the bot says when it has not understood. */
const failures: ReadonlySet<string> = new Set([
  'conversation.notUnderstood',
  'conversation.form.unclear',
]);

/** Counts failed understandings in a row in `state.misunderstood`; anything understood ends the row. */
export function countMisunderstood(
  before: DialogueState,
  outcome: Outcome<DialogueState>,
): Outcome<DialogueState> {
  if (outcome.replies.length === 0) return outcome;
  const { misunderstood: _, ...understood } = outcome.state;
  if (!outcome.replies.some(({ key }) => failures.has(key))) {
    return { ...outcome, state: understood };
  }
  const misunderstood = (before.misunderstood ?? 0) + 1;
  const state = { ...understood, misunderstood };
  if (misunderstood < misunderstoodLimit) return { ...outcome, state };
  return { ...outcome, state, replies: insertOffer(outcome.replies) };
}

/** The offer stands before the question, whose numbers stay the last ones. */
function insertOffer(replies: readonly Reply[]): readonly Reply[] {
  const [first, ...rest] = replies;
  const offer: Reply = { key: 'conversation.offerPerson' };
  if (first === undefined) return [offer];
  return rest.length === 0 ? [offer, first] : [first, offer, ...rest];
}
