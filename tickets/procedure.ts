import type { Limits } from './deadlines.ts';
import type { LimitName, Ticket, TicketAction, TicketKind, TicketStatus } from './ticket.ts';

/** What a move does to the running date; absent means that it goes on. */
export type ClockRule =
  | { readonly kind: 'start'; readonly limit: LimitName }
  | { readonly kind: 'pause'; readonly cap: LimitName }
  | { readonly kind: 'resume' }
  | { readonly kind: 'extend' }
  /** Counts the running dates anew, by the calendar as it is now. */
  | { readonly kind: 'recount' }
  | { readonly kind: 'stop' };

/** One move as data. */
export type Transition = {
  /** `same` stays, `previous` goes back to the state before this one. */
  readonly to: TicketStatus | 'same' | 'previous';
  /** Values that this procedure demands beyond what the action itself needs. */
  readonly requires: readonly string[];
  /** What the reporter hears (`notice.<family>.<name>`); absent for an internal move. */
  readonly notice?: string;
  readonly clock?: ClockRule;
  /** The limit whose date the notice names; absent means the ticket's own running date. */
  readonly noticeLimit?: LimitName;
  /** The reporter confirms on a later day, because a unit already knows of the matter. */
  readonly confirm?: 'on_a_later_day';
  /** When it is allowed: a unit was served, it is marked urgent, somebody has it, contact was asked for, a date may still move, the conference or an expert was asked, it is in a campaign. */
  readonly only?:
    | 'when_unit_served'
    | 'when_urgent'
    | 'when_assigned'
    | 'when_asked'
    | 'when_in_conference'
    | 'when_expert_asked'
    | 'when_in_campaign'
    | 'when_provisional';
};

export type Transitions = Readonly<
  Partial<Record<TicketStatus, Readonly<Partial<Record<TicketAction, Transition>>>>>
>;

export type Extension = { readonly by: LimitName; readonly times: number };

/** How tickets of some kinds run. A ticket keeps {id, version} and ends under it, so old versions stay. */
export type Procedure = {
  readonly id: string;
  readonly version: number;
  /** New tickets begin under it from then on; absent: from the start. */
  readonly validFrom?: Date;
  readonly kinds: readonly TicketKind[];
  /** Where a ticket without a reporter enters; every other one is `received`. */
  readonly entryWithoutReporter: Readonly<Partial<Record<TicketKind, TicketStatus>>>;
  /** The limit that begins at filing, by the state of entry. */
  readonly entryLimits: Readonly<Partial<Record<TicketStatus, LimitName>>>;
  readonly transitions: Transitions;
  readonly limits: Limits;
  /** Which limit may be extended by which other one, and how often. */
  readonly extensions?: Readonly<Partial<Record<LimitName, Extension>>>;
  /** The main line, in order, for the flow chart; the exits are read from the transitions. */
  readonly steps: readonly TicketStatus[];
};

/** The ticket's own procedure. A missing one is a bug: old versions are never removed. */
export function findProcedure(procedures: readonly Procedure[], ticket: Ticket): Procedure {
  const { id, version } = ticket.procedure;
  const found = procedures.find(
    (procedure) => procedure.id === id && procedure.version === version,
  );
  if (found === undefined) throw new Error(`no procedure ${id} version ${version}`);
  return found;
}

/** The newest procedure for tickets of this kind that holds at the time. */
export function currentProcedure(
  procedures: readonly Procedure[],
  kind: TicketKind,
  at: Date,
): Procedure {
  const [newest] = procedures
    .filter(({ kinds, validFrom }) => kinds.includes(kind) && !(validFrom && validFrom > at))
    .toSorted((a, b) => b.version - a.version);
  if (newest === undefined) throw new Error(`no procedure for ${kind}`);
  return newest;
}
