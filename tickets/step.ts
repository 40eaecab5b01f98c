import type { ContactChange } from './consent/contact.ts';
import type { ProblemChange } from './problem/problem.ts';
import type { Facts, TicketAction, TicketStatus } from './vocabulary.ts';

export type Actor =
  | { readonly kind: 'reporter'; readonly personId: string }
  | { readonly kind: 'staff'; readonly accountId: string; readonly name: string }
  | { readonly kind: 'system' };

/** One person's notice of a step: its key, what its words need, and when it may leave. */
export type ToldPerson = {
  readonly kind: 'told';
  readonly personId: string;
  readonly noticeKey: string;
  readonly values: Readonly<Record<string, string | number>>;
  readonly tellAt: Date;
};

/** What the reporter is to be told of a step; projected into the outbox by the relay. */
export type Told = ToldPerson | { readonly kind: 'not_told'; readonly because: NotToldReason };
export type NotToldReason =
  | 'no_reporter'
  | 'reporter_left'
  | 'internal_step'
  | 'undone'
  | 'answered_in_conversation'
  | 'imported_quietly';

/** The limits of a procedure by name; their lengths are profile data. */
export const limitNames = [
  'acceptance',
  'decision',
  'extension',
  'rectification',
  'feedback',
  'consultation',
  'suggestion',
  'coordination',
  'petition',
  'urge',
  'response',
  'referral',
  'pause',
  'mediation',
  'catch_up',
  'question',
  'rating',
] as const;
export type LimitName = (typeof limitNames)[number];

/** A date promised under a limit: the last instant of that day in Shanghai. Provisional past the published calendar. */
export type Due = {
  readonly at: Date;
  readonly limit: LimitName;
  readonly isProvisional: boolean;
};

/** What a step did to the clock. `paused` carries the day by which the pause must end. */
export type StepClock =
  | { readonly kind: 'started'; readonly due: Due }
  /** The same limit with another end: extended. */
  | { readonly kind: 'moved'; readonly due: Due }
  /** Counted again by a newer calendar: the running date (of a pause, its cap) and the one that the pause holds. */
  | { readonly kind: 'recounted'; readonly due?: Due; readonly held?: Due }
  | { readonly kind: 'paused'; readonly until: Due }
  | { readonly kind: 'resumed'; readonly due?: Due }
  | { readonly kind: 'stopped' };

/** A reporter whose ticket was merged into this one; hears of it under their own number and never of the others. */
export type CoReporter = {
  readonly ticketId: string;
  readonly number: string;
  readonly personId: string;
};

/** A matter split off; its ticket is made from this line by its id. */
export type SplitPart = { readonly ticketId: string; readonly facts: Facts };

/** One line of a ticket's history: who, when, why, and what the person was told. Never removed. */
export type Step = {
  readonly seq: number;
  readonly action: TicketAction | 'open';
  readonly from?: TicketStatus;
  readonly to: TicketStatus;
  readonly at: Date;
  readonly by: Actor;
  readonly reason?: string;
  readonly values?: Readonly<Record<string, string>>;
  /** The message that caused the step, so that a replay finds it. */
  readonly key?: string;
  readonly clock?: StepClock;
  /** A withdrawal is first `asked` where a unit was served, and `done` on a later day. */
  readonly withdrawal?: 'asked' | 'done';
  readonly parts?: readonly SplitPart[];
  readonly problem?: ProblemChange;
  readonly contact?: ContactChange;
  readonly joined?: readonly CoReporter[];
  readonly told: Told;
  /** The co-reporters' notices of the same step. */
  readonly toldOthers?: readonly ToldPerson[];
};
