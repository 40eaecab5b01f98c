import type { Outcome } from '../bot/index.ts';
import type { TicketErrorCode, TicketRequest } from '../tickets/index.ts';
import { conclude } from './conclude.ts';
import { dropPending, type DialogueState } from './dialogue.ts';
import type { Heard } from './hear.ts';
import { offer } from './questions.ts';

/** The person's wish about one ticket; the message is its key. */
export function toRequest(
  { message, personId }: Heard,
  numberOrId: string,
): TicketRequest & { readonly key: string } {
  return { numberOrId, by: { kind: 'reporter', personId }, key: message.id };
}

/** What a refusal of the rules sounds like to the person; the others are bugs here and rise. */
const kindWords: ReadonlyMap<unknown, string> = new Map<TicketErrorCode, string>([
  ['ticket_step_refused', 'conversation.ticket.notNow'],
  ['ticket_not_permitted', 'conversation.ticket.notNow'],
  ['ticket_not_found', 'conversation.ticket.notFoundNow'],
  ['ticket_version_conflict', 'conversation.ticket.busy'],
  ['ticket_value_invalid', 'conversation.ticket.notUnderstood'],
]);

/** Turns a refusal by the rules of tickets into a kind sentence; anything else rises. */
export async function refuseKindly(
  heard: Heard,
  act: () => Promise<Outcome<DialogueState>>,
): Promise<Outcome<DialogueState>> {
  try {
    return await act();
  } catch (error) {
    const key = kindWords.get(readCode(error));
    if (key === undefined) throw error;
    const state = dropPending(heard.state);
    return conclude(heard, { replies: [{ key, options: [offer('progress')] }], state });
  }
}

function readCode(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}
