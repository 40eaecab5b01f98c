import { isEnded } from '../course.ts';
import { findProcedure } from '../procedure.ts';
import type { TicketPorts } from '../ports.ts';
import { takeStep } from '../take-step.ts';
import type { Ticket, TicketAction } from '../ticket.ts';
import type { ContactChange } from './contact.ts';
import { joinEscrow, leaveEscrow, type EscrowGroup } from './escrow.ts';
import type { EscrowStore } from './escrow-store.ts';
import { holdsWords, toSealed, toWhole } from './seal-ticket.ts';
import type { ConsentRules } from './rules.ts';

type EscrowPorts = Pick<
  TicketPorts,
  'store' | 'procedures' | 'calendar' | 'undoMs' | 'now' | 'ring'
> & {
  readonly escrow: EscrowStore;
  readonly findRules: (ticket: Ticket) => ConsentRules;
  /** The same for every spelling of a unit. */
  readonly toUnitKey: (unit: string) => string;
};

/**
 * Makes of a choice to wait what it means: seals the ticket, joins it with those that name the same, opens all of them
 * once there are enough. Leading documents: the ticket for what its reporter wants, the group for whether it is open.
 * Every step may be repeated, so that a run that was cut short is finished by the next; one run at a time.
 */
export function createKeepEscrow(ports: EscrowPorts) {
  const { store, escrow } = ports;

  async function settle(ticketId: string): Promise<void> {
    const ticket = await store.find(ticketId);
    if (ticket?.contact === undefined) return;
    if (isWaiting(ticket) && ticket.contact.sealedAt === undefined) {
      // What is still to be told leaves first: its words would be lost.
      if (ticket.pendingFrom !== undefined) return;
      await keepSealed(ticket, ticket);
      return settle(ticketId);
    }
    if (ticket.contact.sealedAt === undefined) return dropLeftovers(ticketId);
    return ticket.contact.state === 'wait' ? keepWaiting(ticket) : release(ticket);
  }

  /** The whole ticket first: cut short after that, it is only kept once more. */
  async function keepSealed(whole: Ticket, seen: Ticket): Promise<void> {
    await escrow.keepWhole(whole);
    const isSealed = seen.contact?.sealedAt !== undefined;
    await store.save(toSealed(isSealed ? seen : take(seen, 'seal', { kind: 'sealed' })));
  }

  async function keepWaiting(ticket: Ticket): Promise<void> {
    const kept = await escrow.findWhole(ticket.id);
    if (kept === undefined) return;
    const group = await findOrJoin(ticket, kept);
    if (group?.openedAt !== undefined) return openAll(group);
    const whole = toWhole(ticket, kept);
    if (holdsWords(ticket)) await keepSealed(whole, ticket);
    await escrow.hideRest(whole);
  }

  /** The group that the ticket stands in; who withdrew stays sealed and is not counted. */
  async function findOrJoin(ticket: Ticket, kept: Ticket): Promise<EscrowGroup | undefined> {
    const { id: ticketId, personId } = ticket;
    const match = kept.contact?.match;
    const stands = await escrow.findGroupOf(ticketId);
    if (!isWaiting(ticket)) return stands && escrow.saveGroup(leaveEscrow(stands, ticketId));
    if (stands !== undefined || match === undefined || personId === undefined) return stands;
    const group = await escrow.findGroup(`${ports.toUnitKey(match.unit)}\n${match.conduct}`);
    const members = [...group.members, { ticketId, personId }];
    const identities = await escrow.listIdentities(members.map((member) => member.personId));
    const { reporters: needed } = ports.findRules(kept);
    const context = { identities, needed, at: ports.now() };
    // Undefined when another write came first: the next round looks again.
    return escrow.saveGroup(joinEscrow(group, { ticketId, personId }, context));
  }

  async function openAll({ members }: EscrowGroup): Promise<void> {
    for (const { ticketId } of members) {
      const member = await store.find(ticketId);
      if (member?.contact?.sealedAt !== undefined) await open(member, 'open_escrow');
    }
  }

  async function release(ticket: Ticket): Promise<void> {
    const group = await escrow.findGroupOf(ticket.id);
    if (group !== undefined && group.openedAt === undefined) {
      const left = await escrow.saveGroup(leaveEscrow(group, ticket.id));
      if (left === undefined) return;
    }
    await open(ticket, 'unseal');
  }

  async function open(ticket: Ticket, action: 'unseal' | 'open_escrow'): Promise<void> {
    const kept = await escrow.findWhole(ticket.id);
    if (kept === undefined || isEnded(ticket.status)) return;
    await escrow.showRest(ticket.id);
    const opened = await store.save(take(toWhole(ticket, kept), action, { kind: 'opened' }));
    await escrow.dropWhole(ticket.id);
    await ports.ring(opened.id);
  }

  async function dropLeftovers(ticketId: string): Promise<void> {
    await escrow.showRest(ticketId);
    await escrow.dropWhole(ticketId);
  }

  function take(ticket: Ticket, action: TicketAction, contact: ContactChange): Ticket {
    const context = { at: ports.now(), calendar: ports.calendar, undoMs: ports.undoMs };
    const request = { action, by: { kind: 'system' }, contact } as const;
    return takeStep(ticket, request, findProcedure(ports.procedures, ticket), context);
  }

  return {
    settle,
    /** Everything that is sealed or is to be, or only what moved; what is unwell does not hold up the rest. */
    async settleAll(onError: (error: unknown) => void, activeSince?: Date): Promise<void> {
      for (const ticketId of await escrow.listTickets(activeSince)) {
        await settle(ticketId).catch(onError);
      }
    },
  };
}

/** The reporter still waits for others. */
function isWaiting({ contact, status, reporterLeftAt }: Ticket): boolean {
  return (
    contact?.state === 'wait' &&
    contact.openedAt === undefined &&
    reporterLeftAt === undefined &&
    !isEnded(status)
  );
}
