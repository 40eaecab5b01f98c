import type { TicketBounds, Whereabouts } from './bounds.ts';

/** A day of the desk's chart; `day` is YYYY-MM-DD in Asia/Shanghai. */
export type DayFigures = {
  readonly day: string;
  readonly received: number;
  readonly ended: number;
};

/** The numbers of the desk's start page. */
export type TicketFigures = {
  readonly receivedToday: number;
  /** Received and not yet accepted or refused. */
  readonly waiting: number;
  /** Open and marked as what cannot wait. */
  readonly urgent: number;
  readonly open: number;
  /** Open and past `dueAt`. */
  readonly overdue: number;
  readonly days: readonly DayFigures[];
};

export type TicketChange = Whereabouts & {
  readonly number: string;
  readonly version: number;
  readonly updatedAt: Date;
};

/** What the desk watches over all tickets. */
export type TicketWatch = {
  /**
   * Counts as of `now` within the bounds; `days` runs over the last `dayCount` days, today last, days without tickets
   * included.
   */
  readonly readFigures: (
    now: Date,
    dayCount: number,
    bounds?: TicketBounds,
  ) => Promise<TicketFigures>;
  /** How many open tickets each of these accounts has. */
  readonly countOpen: (assigneeIds: readonly string[]) => Promise<ReadonlyMap<string, number>>;
  /** Tickets updated at or after `since`, oldest change first; for streams that poll with an overlap. */
  readonly listChangedSince: (since: Date, limit: number) => Promise<readonly TicketChange[]>;
};
