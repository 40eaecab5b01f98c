import {
  findContactQuestion,
  listContactChoices,
  listContactQuestions,
  type Ticket,
} from '../tickets/index.ts';
import { dropPending, type DialogueState } from './dialogue.ts';
import type { Heard } from './hear.ts';
import type { HandlerPorts } from './ports.ts';

/** What tells whether words reached the person. */
export type SeenPorts = Pick<HandlerPorts, 'findToldAt'>;

/** Something may be chosen, and staff can no longer take the question back. */
export function isAskedBy(ticket: Ticket, at: Date): boolean {
  const [asked] = listContactQuestions(ticket);
  const isOut = asked === undefined || asked.tellAt <= at;
  return isOut && listContactChoices(ticket).length > 0;
}

/** The words that stand reached the reporter before this message, or were shown here; an earlier choice had them too. */
export async function hasSeen(ticket: Ticket, heard: Heard, ports: SeenPorts): Promise<boolean> {
  if (ticket.contact?.state !== 'asked') return true;
  if (heard.state.contactShown === toShown(ticket)) return true;
  return (await findToldAt(ticket, heard, ports)) !== undefined;
}

/** When the question, or its last reminder before this message, reached the reporter. */
async function findToldAt(
  ticket: Ticket,
  { at }: Heard,
  { findToldAt: find }: SeenPorts,
): Promise<Date | undefined> {
  const told = await Promise.all(
    listContactQuestions(ticket).map(async ({ noticeId, tellAt }) =>
      find === undefined ? tellAt : find(noticeId),
    ),
  );
  return told.findLast((toldAt) => toldAt !== undefined && toldAt <= at);
}

/** Of those that wait for an answer: the question was the last thing told here, or nothing else waits for a number. */
export async function keepJustAsked(
  tickets: readonly Ticket[],
  heard: Heard,
  ports: SeenPorts,
): Promise<readonly Ticket[]> {
  const { state, text, message } = heard;
  const isFree = state.form === undefined && state.pending === undefined;
  const isPlain = isFree && message.content.kind === 'text' && message.content.text === text;
  const seenAt = state.seenAt === undefined ? undefined : new Date(state.seenAt);
  const kept = tickets.map(async (ticket) => {
    // A turn that was cut short after the choice is the same answer once more.
    if (ticket.history.some(({ key }) => key === message.id)) return [ticket];
    if (ticket.contact?.state !== 'asked') return [];
    const toldAt = await findToldAt(ticket, heard, ports);
    const isLast = toldAt !== undefined && (seenAt === undefined || toldAt > seenAt);
    const isMeant = isLast || (isPlain && (await hasSeen(ticket, heard, ports)));
    return isMeant ? [ticket] : [];
  });
  return (await Promise.all(kept)).flat();
}

/** The state that knows which words were shown last. */
export function noteShown({ state }: Heard, ticket: Ticket | undefined): DialogueState {
  const free = dropPending(state);
  return ticket === undefined ? free : { ...free, contactShown: toShown(ticket) };
}

function toShown(ticket: Ticket): string {
  return `${ticket.id}-${findContactQuestion(ticket) ?? ''}`;
}
