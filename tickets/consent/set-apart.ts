import { act } from '../act.ts';
import type { TicketRequest } from '../act.ts';
import { TicketError } from '../errors.ts';
import type { TicketPorts } from '../ports.ts';
import type { Ticket } from '../ticket.ts';
import { findClues, type OwnWords } from './find-clues.ts';
import type { ConsentRules } from './rules.ts';
import { toSilentAt } from './silence.ts';

export type SetApartRequest = TicketRequest & {
  readonly reason: string;
  readonly rules: ConsentRules;
  /** What stands in the asked words and is known from this reporter alone. */
  readonly onlyTheirs: readonly string[];
};

/**
 * A superior who did not write the words says in writing that nothing in them rests on this reporter, who was asked and
 * did not go along, or was silent for the profile's term: the others' matter goes on without theirs. Never told to anybody. Leading
 * document: the ticket. Throws TicketError: `ticket_words_of_reporter` names the words that only they said.
 */
export function createSetApart(ports: TicketPorts) {
  return async function setApart(request: SetApartRequest): Promise<Ticket> {
    const { reason, by, onlyTheirs, rules } = request;
    return act(ports, 'set_apart', request, (ticket, at) => {
      const { contact } = ticket;
      const silentAt = toSilentAt(ticket, rules, ports.calendar);
      const isSilent = silentAt !== undefined && silentAt < at;
      const isHeld = contact?.state === 'stop' || contact?.state === 'fold' || isSilent;
      if (contact === undefined || !isHeld) throw new TicketError('ticket_step_refused');
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

/** Shorter parts are everybody's. */
const shortestPart = 3;

/** What of the words this reporter gave and none of the others did. */
export function findOnlyTheirs(
  words: string,
  theirs: OwnWords,
  others: readonly OwnWords[],
): readonly string[] {
  const said = toSaid(theirs);
  const saidByOthers = others.map(toSaid);
  const parts = findClues(words, theirs).map((clue) => findLongestPart(clue.words, said));
  return [...new Set(parts)].filter(
    (part) => part !== '' && !saidByOthers.some((other) => other.includes(part)),
  );
}

function toSaid({ facts, messages, evidence }: OwnWords): string {
  return [...Object.values(facts), ...messages, ...evidence].join('\n').normalize('NFKC');
}

/** A clue is cut from the middle of a sentence: the longest part of it that was said; '' for none worth naming. */
function findLongestPart(clue: string, said: string): string {
  for (let length = clue.length; length >= Math.min(shortestPart, clue.length); length -= 1) {
    for (let from = 0; from + length <= clue.length; from += 1) {
      const part = clue.slice(from, from + length);
      if (said.includes(part)) return part;
    }
  }
  return '';
}
