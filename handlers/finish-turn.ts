import type { Outcome } from '../bot/index.ts';
import type { DialogueState } from './dialogue.ts';
import type { Heard } from './hear.ts';
import { calmInsult } from './insult.ts';
import { countMisunderstood } from './misunderstood.ts';
import { keepPace } from './pace.ts';

/** What holds for every turn, whoever handled it: tone, failed understandings, the ticket in view, and the pace. */
export function finishTurn(
  heard: Heard,
  outcome: Outcome<DialogueState>,
  fold: (text: string) => string,
): Outcome<DialogueState> {
  const calmed = calmInsult(heard, fold, outcome);
  const counted = countMisunderstood(heard.state, calmed);
  return keepPace(heard, keepInView(heard, counted));
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
