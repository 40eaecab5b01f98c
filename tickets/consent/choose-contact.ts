import { act } from '../act.ts';
import type { TicketRequest } from '../act.ts';
import { loadTicket } from '../change-ticket.ts';
import { TicketError } from '../errors.ts';
import type { TicketPorts } from '../ports.ts';
import type { Ticket } from '../ticket.ts';
import { canBeSealed } from './can-be-sealed.ts';
import { contactChoices, type ContactChoice } from './contact.ts';
import { findContactQuestion } from './question.ts';

export type ChooseContactRequest = TicketRequest & {
  /** `leave`: no longer to wait; the question stands again. */
  readonly choice: ContactChoice | 'leave';
  /** Of `findContactQuestion`, as the answerer saw it: an answer to other words is none to these. */
  readonly question?: number;
  /** How staff heard the choice, when a person gave it by voice. */
  readonly reason?: string;
};

/**
 * The reporter's answer, which may change until a unit was written to. Staff may note what they were told, with how,
 * but not who wrote the words. Leading document: the ticket. Throws TicketError, `ticket_version_conflict` when other
 * words stand than the answerer saw.
 */
export function createChooseContact(ports: TicketPorts) {
  /** What the ticket does not show: a merge whose line has not reached it yet, a paper that is out already. */
  async function isTiedElsewhere(numberOrId: string): Promise<boolean> {
    const ticket = await loadTicket(ports.store, numberOrId);
    const merged = await ports.store.listMerged(ticket.id);
    return merged.length > 0 || ((await ports.isOnPaper?.(ticket)) ?? false);
  }

  return async function chooseContact(request: ChooseContactRequest): Promise<Ticket> {
    const { choice, reason, question } = request;
    const isLate = choice === 'wait' && (await isTiedElsewhere(request.numberOrId));
    return act(ports, 'choose_contact', request, (ticket) => {
      refuseNote(ticket, request);
      if (question !== undefined && question !== findContactQuestion(ticket)) {
        throw new TicketError('ticket_version_conflict', { currentVersion: ticket.version });
      }
      const isNoMore = isLate && ticket.contact?.state !== 'wait';
      if (isNoMore || !listContactChoices(ticket).includes(choice)) {
        throw new TicketError('ticket_step_refused');
      }
      if (ticket.contact?.state === choice) return undefined;
      return {
        values: { choice },
        tellMore: { choice: toChoiceNumber(choice) },
        contact: choice === 'leave' ? { kind: 'left' } : { kind: 'chosen', choice },
        ...(reason !== undefined && { reason }),
      };
    });
  };
}

/**
 * What the reporter may answer now; empty when nobody asked. A unit that knows of the matter cannot be waited for, nor
 * a matter be sealed that is one with others.
 */
export function listContactChoices(ticket: Ticket): readonly (ContactChoice | 'leave')[] {
  const { contact } = ticket;
  if (contact === undefined || contact.state === 'life_at_stake') return [];
  if (contact.words === '' && contact.sealedAt === undefined) return [];
  if (contact.state === 'wait' && contact.openedAt === undefined) {
    return [...contactChoices, 'leave'];
  }
  return contactChoices.filter(
    (choice) => choice !== 'wait' || contact.state === 'wait' || mayWait(ticket),
  );
}

/** The number that stands before a choice; a dash for none of them. */
function toChoiceNumber(choice: ContactChoice | 'leave'): string {
  return choice === 'leave' ? '—' : String(contactChoices.indexOf(choice) + 1);
}

/** Other tickets name the unit of a matter that was merged or split: what they say would tell what lies sealed. */
function mayWait(ticket: Ticket): boolean {
  return ticket.contact?.match !== undefined && canBeSealed(ticket);
}

function refuseNote({ contact }: Ticket, { by, reason = '' }: ChooseContactRequest): void {
  if (by.kind !== 'staff') return;
  if (contact?.askedBy === by.accountId) throw new TicketError('ticket_not_permitted');
  if (reason.trim() === '') {
    throw new TicketError('ticket_requirement_missing', { missing: ['reason'] });
  }
}
