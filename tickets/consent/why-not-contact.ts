import type { Ticket } from '../ticket.ts';

/** Why a unit may not be written to, the heaviest first. `other_words`: not the words that the reporter saw. */
const bars = [
  'stopped',
  'sealed',
  'not_asked',
  'waiting',
  'fold',
  'other_words',
  'no_voice',
] as const;
export type ContactBar = (typeof bars)[number];

/** One of those who reported the matter, as far as contact goes. */
export type Voice = Pick<Ticket, 'personId' | 'openness' | 'contact'>;

/**
 * Why these words may not reach a unit yet; undefined when they may. Every reporter of the matter is heard, and the
 * strictest binds. One who was asked in these very words and does not go along may be set apart by a superior's written
 * word that nothing of theirs is in them; then another's report has to carry them (decision 0028).
 */
export function whyNotContact(voices: readonly Voice[], words: string): ContactBar | undefined {
  const found = voices.map((voice) => whyNotOne(voice, words));
  const binding = found.filter((_, index) => !isApart(voices[index], words));
  const heaviest = bars.find((bar) => binding.includes(bar));
  return heaviest ?? (found.includes(undefined) ? undefined : 'no_voice');
}

/**
 * Why one reporter stands in the way. An open one, a matter without one, and an approver's written reason where life is
 * at stake never do.
 */
export function whyNotOne(
  { personId, openness, contact }: Voice,
  words: string,
): ContactBar | undefined {
  if (contact?.state === 'wait' && contact.openedAt === undefined) return 'sealed';
  if (personId === undefined || openness === 'open') return undefined;
  if (contact === undefined) return 'not_asked';
  if (contact.state === 'life_at_stake') return undefined;
  if (contact.state === 'asked') return 'waiting';
  if (contact.state === 'stop') return 'stopped';
  if (contact.state === 'fold' && contact.check === undefined) return 'fold';
  return isSame(words, contact.words) ? undefined : 'other_words';
}

/** The word that sets a reporter apart holds for what they were asked, and for no other words. */
function isApart(voice: Voice | undefined, words: string): boolean {
  const { contact } = voice ?? {};
  return contact?.apart !== undefined && isSame(words, contact.words);
}

/** White space and width of letters are not words. */
function isSame(words: string, others: string): boolean {
  return toPlain(words) === toPlain(others);
}

function toPlain(words: string): string {
  return words.normalize('NFKC').replaceAll(/\s+/gu, '');
}
