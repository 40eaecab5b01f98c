import { act } from '../act.ts';
import type { TicketRequest } from '../act.ts';
import { loadTicket } from '../change-ticket.ts';
import { isEnded } from '../course.ts';
import { TicketError } from '../errors.ts';
import type { TicketPorts } from '../ports.ts';
import type { Ticket } from '../ticket.ts';
import { canBeSealed } from './can-be-sealed.ts';
import type { Clue, ContactMatch } from './contact.ts';
import type { ConsentRules } from './rules.ts';

export type AskContactRequest = TicketRequest & {
  readonly words: string;
  readonly givesAway: readonly Clue[];
  readonly match: ContactMatch;
  readonly rules: ConsentRules;
};

const dayMs = 24 * 3600_000;

/**
 * Asks the reporter whether exactly these words may reach a unit; asked again, the earlier answer no longer counts.
 * Leading document: the ticket. Throws TicketError.
 */
export function createAskContact(ports: TicketPorts) {
  return async function askContact(request: AskContactRequest): Promise<Ticket> {
    const { words, givesAway, match, rules } = request;
    return act(ports, 'ask_contact', request, (ticket) => {
      if (!needsConsent(ticket) || [match.unit, match.conduct].includes('')) {
        throw new TicketError('ticket_value_invalid');
      }
      return {
        values: { text: words },
        contact: { kind: 'asked', words, givesAway, match },
        tellMore: toQuestion(ticket, givesAway, rules),
      };
    });
  };
}

/** Repeats an unanswered question when its next reminder has come; otherwise nothing happens. */
export function createRemindContact(ports: TicketPorts) {
  return async function remindContact(
    request: Omit<TicketRequest, 'by'> & { readonly rules: ConsentRules },
  ): Promise<Ticket> {
    const { rules, ...rest } = request;
    const { mergedInto } = await loadTicket(ports.store, request.numberOrId);
    const leading = mergedInto === undefined ? undefined : await ports.store.find(mergedInto);
    return act(ports, 'remind_contact', { ...rest, by: { kind: 'system' } }, (ticket, at) => {
      const { contact } = ticket;
      const dueAt = toReminderAt(ticket, rules);
      if (contact === undefined || dueAt === undefined || dueAt > at) return undefined;
      if (leading !== undefined && isEnded(leading.status)) return undefined;
      return {
        values: { text: contact.words },
        contact: { kind: 'reminded' },
        tellMore: toQuestion(ticket, contact.givesAway, rules),
      };
    });
  };
}

/** When the reporter is reminded next; undefined when nothing is asked, or all reminders were given. */
export function toReminderAt(
  { contact }: Pick<Ticket, 'contact'>,
  { remindAfterDays }: ConsentRules,
): Date | undefined {
  if (contact?.state !== 'asked' || contact.words === '') return undefined;
  const days = remindAfterDays[contact.reminders];
  if (days === undefined) return undefined;
  // After a long standstill the reminders do not come all at once.
  const soonest = (contact.remindedAt?.getTime() ?? -Infinity) + dayMs;
  return new Date(Math.max(contact.askedAt.getTime() + days * dayMs, soonest));
}

/** Whether this ticket's reporter has to be asked before a unit is written to. */
export function needsConsent({
  personId,
  openness,
}: Pick<Ticket, 'personId' | 'openness'>): boolean {
  return personId !== undefined && openness !== 'open';
}

/** What the words of the question need; it numbers only what may be chosen. */
function toQuestion(
  ticket: Ticket,
  givesAway: readonly Clue[],
  { minFiles, reporters }: ConsentRules,
) {
  const choicesKey = `consent.numbered.${canBeSealed(ticket) ? 'all' : 'unsealed'}`;
  return { givesAway: quoteClues(givesAway), files: minFiles, reporters, choicesKey };
}

const none = '—';

function quoteClues(clues: readonly Clue[]): string {
  return clues.length === 0 ? none : clues.map(({ words }) => `「${words}」`).join('、');
}
