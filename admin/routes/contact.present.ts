import {
  listContactChoices,
  needsConsent,
  type Contact,
  type ConsentRules,
  type LifePlea,
  type Ticket,
  type TicketAction,
} from '../../tickets/index.ts';
import type { ContactView } from './contact.schema.ts';

export type ContactDesk = {
  readonly ticket: Ticket;
  /** Everybody who reported the matter, the ticket itself among them. */
  readonly voices: readonly { readonly ticket: Ticket; readonly isSeen: boolean }[];
  readonly allowed: readonly TicketAction[];
  readonly unit: string;
  readonly conducts: readonly { readonly id: string; readonly name: string }[];
  readonly rules: ConsentRules;
  /** The reporter on screen has not answered within the profile's term. */
  readonly isSilent: boolean;
  /** Accounts by their ids. */
  readonly names: ReadonlyMap<string, string>;
};

/** The question of contact as staff see it; of a sealed matter only that it is sealed. */
export function presentContactDesk(desk: ContactDesk): ContactView {
  const { ticket, rules, voices, names } = desk;
  const { contact } = ticket;
  const plea = findPlea(voices.flatMap((voice) => (voice.isSeen ? [voice.ticket] : [])));
  return {
    version: ticket.version,
    isNeeded: voices.some((voice) => needsConsent(voice.ticket)),
    isSealed: contact?.sealedAt !== undefined,
    allowed: [...desk.allowed],
    choices: [...listContactChoices(ticket)],
    unit: desk.unit,
    conducts: [...desk.conducts],
    minFiles: rules.minFiles,
    reporters: rules.reporters,
    isSilent: desk.isSilent,
    ...(contact !== undefined && { contact: presentQuestion(contact) }),
    voices: voices.map((voice) => presentVoice(voice, ticket)),
    ...(plea !== undefined && {
      plea: { reason: plea.reason, by: names.get(plea.by) ?? '', at: plea.at.toISOString() },
    }),
  };
}

function findPlea(voices: readonly Ticket[]): LifePlea | undefined {
  return voices.find(
    ({ contact }) => contact?.plea !== undefined && contact.state !== 'life_at_stake',
  )?.contact?.plea;
}

function presentVoice(
  { ticket, isSeen }: ContactDesk['voices'][number],
  onScreen: Ticket,
): ContactView['voices'][number] {
  const { contact, number } = ticket;
  const at = contact?.chosenAt ?? contact?.askedAt;
  const isOther = contact !== undefined && contact.words !== (onScreen.contact?.words ?? '');
  return {
    state: toVoiceState(ticket),
    ...(at !== undefined && { at: at.toISOString() }),
    ...(isOther && isSeen && { otherWords: contact.words }),
    isOnScreen: ticket.id === onScreen.id,
    isApart: contact?.apart !== undefined,
    ...(isSeen && { number }),
  };
}

function toVoiceState(ticket: Ticket): ContactView['voices'][number]['state'] {
  const { contact } = ticket;
  if (!needsConsent(ticket)) return 'open';
  if (contact?.openedAt !== undefined && contact.state === 'wait') return 'opened';
  return contact === undefined || (contact.state === 'asked' && contact.words === '')
    ? 'not_asked'
    : contact.state;
}

function presentQuestion(contact: Contact): NonNullable<ContactView['contact']> {
  const { state, words, givesAway, askedAt, chosenAt, openedAt, reminders } = contact;
  const { check, match } = contact;
  return {
    state,
    words,
    givesAway: givesAway.map((clue) => ({ ...clue })),
    askedAt: askedAt.toISOString(),
    reminders,
    ...(chosenAt !== undefined && { chosenAt: chosenAt.toISOString() }),
    ...(openedAt !== undefined && { openedAt: openedAt.toISOString() }),
    ...(match !== undefined && { conduct: match.conduct }),
    ...(check !== undefined && { check: { number: check.number, files: [...check.files] } }),
  };
}
