import type { DayTable } from './deadlines.ts';
import type { JudgeCertificate } from './officers.ts';
import type { Procedure } from './procedure.ts';
import type { Desk, Ticket } from './ticket.ts';
import type { TicketStore } from './store.ts';
import type { AreaGuess, Facts, TicketKind } from './vocabulary.ts';

/** What is known of a matter when it is sent somewhere. */
export type Matter = Pick<Ticket, 'id' | 'kind' | 'area' | 'facts' | 'respondent'>;

/** What the rules say of a matter; `by` names version and rule. */
export type Routed = Desk & { readonly assigneeId?: string; readonly by?: string };

/** What the use-cases need of the world. */
export type TicketPorts = {
  readonly store: TicketStore;
  readonly calendar: DayTable;
  readonly now: () => Date;
  /** A random integer from 0 to maxExclusive − 1. */
  readonly randomInt: (maxExclusive: number) => number;
  /** How long a notice caused by staff waits, and its step can be undone. */
  readonly undoMs: number;
  /** Tells the relay that the ticket has something to project. Never rejects: a lost ring loses nothing. */
  readonly ring: (ticketId: string) => Promise<void>;
  /** The area that a new matter belongs to, where that is sure enough to need nobody's word. */
  readonly guessArea?: (kind: TicketKind, facts: Facts) => AreaGuess | undefined;
  /** Where a matter goes by the rules that hold now, and who is to have it. Never rejects: what is not sent waits. */
  readonly route?: (matter: Matter) => Promise<Routed>;
  /** Projects the ticket's limits into rows that the scheduler watches. Safe to repeat. */
  readonly keepDeadlines?: (ticket: Ticket) => Promise<void>;
  /** The register of supervising officers; absent, it knows nobody and nobody goes on the spot. */
  readonly judgeCertificate?: JudgeCertificate;
  /** Whether a paper about the matter was served on a unit, or one of another matter speaks of it too. */
  readonly isOnPaper?: (ticket: Pick<Ticket, 'id' | 'problems'>) => Promise<boolean>;
  readonly deriveReceiptCode: (ticketId: string) => string;
  readonly hashReceiptCode: (code: string) => string;
  /** Every version there ever was; `defaultProcedures` to begin with. */
  readonly procedures: readonly Procedure[];
};
