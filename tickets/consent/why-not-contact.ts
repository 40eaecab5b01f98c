import type { Ticket } from '../ticket.ts';

/** Why a unit may not be written to. `other_words`: not the words that the reporter saw. */
export type ContactBar = 'not_asked' | 'waiting' | 'other_words' | 'fold' | 'sealed' | 'stopped';

/**
 * Why these words may not reach a unit yet; undefined when they may. An open reporter, a matter without one, and an
 * approver's written reason where life is at stake never stand in the way.
 */
export function whyNotContact(
  { personId, openness, contact }: Pick<Ticket, 'personId' | 'openness' | 'contact'>,
  words: string,
): ContactBar | undefined {
  if (contact?.state === 'wait' && contact.openedAt === undefined) return 'sealed';
  if (personId === undefined || openness === 'open') return undefined;
  if (contact === undefined) return 'not_asked';
  if (contact.state === 'life_at_stake') return undefined;
  if (contact.state === 'asked') return 'waiting';
  if (contact.state === 'stop') return 'stopped';
  if (contact.state === 'fold' && contact.check === undefined) return 'fold';
  return toPlain(words) === toPlain(contact.words) ? undefined : 'other_words';
}

/** White space and width of letters are not words. */
function toPlain(words: string): string {
  return words.normalize('NFKC').replaceAll(/\s+/gu, '');
}
