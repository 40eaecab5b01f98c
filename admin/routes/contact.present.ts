import {
  listContactChoices,
  needsConsent,
  type Contact,
  type ConsentRules,
  type Ticket,
  type TicketAction,
} from '../../tickets/index.ts';
import type { ContactView } from './contact.schema.ts';

export type ContactDesk = {
  readonly ticket: Ticket;
  readonly allowed: readonly TicketAction[];
  readonly unit: string;
  readonly conducts: readonly { readonly id: string; readonly name: string }[];
  readonly rules: ConsentRules;
  /** Accounts by their ids. */
  readonly names: ReadonlyMap<string, string>;
};

/** The question of contact as staff see it; of a sealed matter only that it is sealed. */
export function presentContactDesk(desk: ContactDesk): ContactView {
  const { ticket, rules } = desk;
  const { contact } = ticket;
  return {
    version: ticket.version,
    isNeeded: needsConsent(ticket),
    isSealed: contact?.sealedAt !== undefined,
    allowed: [...desk.allowed],
    choices: [...listContactChoices(ticket)],
    unit: desk.unit,
    conducts: [...desk.conducts],
    minFiles: rules.minFiles,
    reporters: rules.reporters,
    ...(contact !== undefined && { contact: presentQuestion(contact, desk.names) }),
  };
}

function presentQuestion(
  contact: Contact,
  names: ContactDesk['names'],
): NonNullable<ContactView['contact']> {
  const { state, words, givesAway, askedAt, chosenAt, openedAt, reminders } = contact;
  const { check, plea, match } = contact;
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
    ...(plea !== undefined && {
      plea: { reason: plea.reason, by: names.get(plea.by) ?? '', at: plea.at.toISOString() },
    }),
  };
}
