import { withHistory } from './course.ts';
import { mayAct } from './policy.ts';
import type { Procedure } from './procedure.ts';
import { toShanghaiDay } from './shanghai-day.ts';
import type { Day } from './shanghai-day.ts';
import type { Rating, Step, Ticket, TicketAction, TicketKind, TicketStatus } from './ticket.ts';
import { listOpenActions } from './transition.ts';

/** A line of the reporter's own timeline: what they were told, or what they did. `key` and `values` make its words. */
export type ReporterLine = {
  readonly at: Date;
  readonly kind: 'told' | 'own';
  readonly key: string;
  readonly values: Readonly<Record<string, string | number>>;
};

/** Everything that a reporter may see of a ticket; what is not listed here does not leave. */
export type ReporterView = {
  readonly number: string;
  readonly kind: TicketKind;
  readonly kindKey: string;
  readonly status: TicketStatus;
  readonly statusKey: string;
  /** What comes next and who does it. */
  readonly nextKey: string;
  readonly filedOn: Day;
  /** The day by which the next step is promised; absent once the matter has ended. */
  readonly dueOn?: Day;
  readonly isDueProvisional: boolean;
  readonly isPaused: boolean;
  readonly rating?: Rating['score'];
  /** What the reporter may do now. */
  readonly actions: readonly TicketAction[];
  readonly lines: readonly ReporterLine[];
};

/**
 * The ticket for its reporter's eyes. What staff may still undo has not happened yet. `leading` is the ticket that a
 * merged one goes on in: what this reporter was told of it comes with it, and nothing else.
 */
export function presentForReporter(
  ticket: Ticket,
  procedure: Procedure,
  now: Date,
  leading?: Ticket,
): ReporterView {
  const seen = withHistory(ticket, listSeenSteps(ticket.history, now));
  const isResting = seen.paused !== undefined && seen.status !== 'mediated';
  return {
    number: seen.number,
    kind: seen.kind,
    kindKey: `notice.kind.${seen.kind}`,
    status: seen.status,
    statusKey: `notice.status.${seen.status}`,
    nextKey: `notice.next.${isResting ? 'paused' : seen.status}`,
    filedOn: toShanghaiDay(seen.createdAt),
    ...(seen.dueAt !== undefined && { dueOn: toShanghaiDay(seen.dueAt) }),
    isDueProvisional: seen.isDueProvisional ?? false,
    isPaused: seen.paused !== undefined,
    ...(seen.rating !== undefined && { rating: seen.rating.score }),
    actions: listOpenActions(seen, procedure).filter((action) => mayAct(action, ['reporter'])),
    lines: [...seen.history.flatMap(toLines), ...listLinesOf(seen, leading, now)],
  };
}

function listLinesOf(
  { number }: Ticket,
  leading: Ticket | undefined,
  now: Date,
): readonly ReporterLine[] {
  const notices = leading?.history.flatMap(({ toldOthers }) => toldOthers ?? []) ?? [];
  return notices
    .filter(({ values, tellAt }) => values['number'] === number && tellAt <= now)
    .map(({ noticeKey, values, tellAt }) => ({ at: tellAt, kind: 'told', key: noticeKey, values }));
}

function listSeenSteps(history: readonly Step[], now: Date): readonly Step[] {
  const hidden = history.findIndex(
    ({ by, told }) => by.kind === 'staff' && told.kind === 'told' && told.tellAt > now,
  );
  return hidden <= 0 ? history : history.slice(0, hidden);
}

function toLines({ at, action, by, told }: Step): readonly ReporterLine[] {
  if (told.kind === 'told') {
    return [{ at, kind: 'told', key: told.noticeKey, values: told.values }];
  }
  if (by.kind !== 'reporter') return [];
  return [{ at, kind: 'own', key: `notice.own.${action}`, values: {} }];
}
