import type { Ticket } from '../ticket.ts';
import type { EscrowGroup, Identities } from './escrow.ts';

/** Where sealed reports lie. Nothing in it can be read, or compared with a name, without the master key. */
export type EscrowStore = {
  /** The ticket as it was before it was sealed. */
  readonly findWhole: (ticketId: string) => Promise<Ticket | undefined>;
  /** Takes the place of what was kept under the ticket before. */
  readonly keepWhole: (ticket: Ticket) => Promise<void>;
  readonly dropWhole: (ticketId: string) => Promise<void>;
  /** Seals what is stored of the ticket elsewhere: messages, notices, files, papers, audit. Safe to repeat. */
  readonly hideRest: (whole: Ticket) => Promise<void>;
  readonly showRest: (ticketId: string) => Promise<void>;
  /** Tickets of which something lies sealed, or is to be sealed or opened; with a time only those that moved since. */
  readonly listTickets: (activeSince?: Date) => Promise<readonly string[]>;
  /** Tickets whose reporter was asked before then and has not answered. */
  readonly listAsked: (before: Date) => Promise<readonly string[]>;
  /** The group of those who name the same; one without members when there is none yet. */
  readonly findGroup: (words: string) => Promise<EscrowGroup>;
  readonly findGroupOf: (ticketId: string) => Promise<EscrowGroup | undefined>;
  /** Compare-and-set on `version`; undefined when another write came first. */
  readonly saveGroup: (group: EscrowGroup) => Promise<EscrowGroup | undefined>;
  readonly listIdentities: (personIds: readonly string[]) => Promise<Identities>;
};
