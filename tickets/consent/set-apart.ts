import { act } from '../act.ts';
import type { TicketRequest } from '../act.ts';
import { TicketError } from '../errors.ts';
import type { TicketPorts } from '../ports.ts';
import type { Ticket } from '../ticket.ts';
import { findClues, type OwnWords } from './find-clues.ts';

export type SetApartRequest = TicketRequest & {
  readonly reason: string;
  /** What stands in the asked words and is known from this reporter alone. */
  readonly onlyTheirs: readonly string[];
};

/**
 * A superior who did not write the words says in writing that nothing in them rests on this reporter, who was asked and
 * did not go along: the others' matter goes on without theirs. Never told to anybody, and no answer is none. Leading
 * document: the ticket. Throws TicketError: `ticket_words_of_reporter` names the words that only they said.
 */
export function createSetApart(ports: TicketPorts) {
  return async function setApart(request: SetApartRequest): Promise<Ticket> {
    const { reason, by, onlyTheirs } = request;
    return act(ports, 'set_apart', request, ({ contact }) => {
      if (contact?.state !== 'stop' && contact?.state !== 'fold') {
        throw new TicketError('ticket_step_refused');
      }
      if (by.kind !== 'staff' || by.accountId === contact.askedBy) {
        throw new TicketError('ticket_not_permitted');
      }
      if (onlyTheirs.length > 0) {
        throw new TicketError('ticket_words_of_reporter', { missing: onlyTheirs });
      }
      return { reason, contact: { kind: 'set_apart', reason } };
    });
  };
}

/** What of the words this reporter gave and none of the others did. */
export function findOnlyTheirs(
  words: string,
  theirs: OwnWords,
  others: readonly OwnWords[],
): readonly string[] {
  return findClues(words, theirs)
    .map((clue) => clue.words)
    .filter((hit) => holds(theirs, hit) && !others.some((other) => holds(other, hit)));
}

function holds({ facts, messages, evidence }: OwnWords, hit: string): boolean {
  return [...Object.values(facts), ...messages, ...evidence]
    .join('\n')
    .normalize('NFKC')
    .includes(hit);
}
