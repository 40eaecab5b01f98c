import type { Guess } from '../knowledge/index.ts';
import { ticketKinds, type Ticket, type TicketKind } from '../tickets/index.ts';
import type { SortingDesk } from './knowledge-desk.ts';

/** What the clerk is offered: at most two areas, and another kind where that is likelier than the one chosen. */
export type SortGuess = {
  /** `words` or the id of a model. */
  readonly by: string;
  readonly areas: readonly (Guess & { readonly hasVote: boolean })[];
  readonly kind?: TicketKind;
};

const mostAreas = 2;
/** A kind that the person chose gives way to no mere hunch. */
const sureOfKind = 0.8;

/** Guesses for a new ticket; undefined for one that was taken up. A language model's vote goes first. */
export async function guessSorting(
  { guess, findVote }: SortingDesk,
  ticket: Ticket,
): Promise<SortGuess | undefined> {
  const { story, demand = '' } = ticket.facts;
  if (ticket.status !== 'received' || story === undefined) return undefined;
  const text = `${story}\n${demand}`;
  const areas = guess('area', text);
  const vote = (await findVote(ticket.id))?.area;
  const voted = vote === undefined ? [] : [{ label: vote, confidence: 0 }];
  const all = [...areas.guesses, ...voted]
    .filter(({ label }, at, every) => every.findIndex((one) => one.label === label) === at)
    .map((one) => ({ ...one, hasVote: one.label === vote }))
    .toSorted((a, b) => Number(b.hasVote) - Number(a.hasVote));
  const kind = findOtherKind(guess('kind', text).guesses[0], ticket);
  return {
    by: areas.by,
    areas: all.slice(0, mostAreas),
    ...(kind !== undefined && { kind }),
  };
}

function findOtherKind(best: Guess | undefined, ticket: Ticket): TicketKind | undefined {
  if (best === undefined || best.confidence < sureOfKind) return undefined;
  return ticketKinds.find((kind) => kind === best.label && kind !== ticket.kind);
}
