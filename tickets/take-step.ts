import { advance } from './advance.ts';
import type { Move } from './advance.ts';
import { computeDue, moveByPause } from './deadlines.ts';
import { extendDue } from './extend-due.ts';
import { recountTicket, toRecountClock } from './recount.ts';
import type { DayTable } from './deadlines.ts';
import { toNoticeKey } from './notices.ts';
import type { Procedure } from './procedure.ts';
import { toShanghaiDay } from './shanghai-day.ts';
import type { CoReporter, Due, LimitName, StepClock, Ticket, Told, ToldPerson } from './ticket.ts';
import { resolveTransition } from './transition.ts';
import type { Resolved } from './transition.ts';

/** A move before its dates and notices are worked out. */
export type StepRequest = Omit<Move, 'clock' | 'tell' | 'tellOthers' | 'at'> & {
  /** What the reporter's words need beyond number, date, reason and text. */
  readonly tellMore?: ToldPerson['values'];
};

/** What dates and notices are worked out from. */
export type StepContext = {
  readonly at: Date;
  readonly calendar: DayTable;
  readonly undoMs: number;
};

/** The ticket after the step, with the dates of its procedure and the notices that follow. Pure; throws TicketError. */
export function takeStep(
  ticket: Ticket,
  request: StepRequest,
  procedure: Procedure,
  context: StepContext,
): Ticket {
  const transition = resolveTransition(ticket, request.action, context.at, procedure);
  const clock = toClock(ticket, transition, procedure, context);
  const due = toNoticeDue(ticket, transition, clock, procedure, context);
  const tellAt = toTellAt(request, context);
  const { tellMore: _, ...move } = request;
  return advance(
    ticket,
    {
      ...move,
      at: context.at,
      ...(clock !== undefined && { clock }),
      tell: toTold(ticket, transition, request, due, tellAt),
      tellOthers: toToldOthers(ticket, transition, request, due, tellAt),
    },
    procedure,
  );
}

/** A notice that staff caused waits for the undo window; any other leaves at once. */
function toTellAt(request: StepRequest, { at, undoMs }: StepContext): Date {
  return request.by.kind === 'staff' ? new Date(at.getTime() + undoMs) : at;
}

function toClock(
  ticket: Ticket,
  { clock }: Resolved,
  { limits, extensions }: Procedure,
  { at, calendar }: StepContext,
): StepClock | undefined {
  if (clock === undefined) return undefined;
  if (clock.kind === 'stop') return { kind: 'stopped' };
  if (clock.kind === 'start') {
    return { kind: 'started', due: computeDue(clock.limit, limits, at, calendar) };
  }
  if (clock.kind === 'pause') {
    return { kind: 'paused', until: computeDue(clock.cap, limits, at, calendar) };
  }
  if (clock.kind === 'extend') {
    return { kind: 'moved', due: extendDue(ticket, limits, extensions, calendar) };
  }
  if (clock.kind === 'recount') {
    return toRecountClock(
      recountTicket(ticket, { limits, calendar, ...(extensions && { extensions }) }),
    );
  }
  const { held, since } = ticket.paused ?? {};
  if (held === undefined || since === undefined) return { kind: 'resumed' };
  const pause = { from: since, to: at, ...(ticket.dueAt && { until: ticket.dueAt }) };
  const due = moveByPause(held, limits, pause, calendar);
  return { kind: 'resumed', due };
}

/** The date that the words name. Never one that has passed: a late matter promises its catch-up day. */
function toNoticeDue(
  ticket: Ticket,
  transition: Resolved,
  clock: StepClock | undefined,
  { limits }: Procedure,
  { at, calendar }: StepContext,
): Date {
  const compute = (limit: LimitName) => computeDue(limit, limits, at, calendar).at;
  if (transition.noticeLimit !== undefined) return compute(transition.noticeLimit);
  const running = toClockDue(clock)?.at ?? ticket.dueAt;
  return running === undefined || running < at ? compute('catch_up') : running;
}

function toClockDue(clock: StepClock | undefined): Due | undefined {
  if (clock === undefined || clock.kind === 'stopped') return undefined;
  return clock.kind === 'paused' ? clock.until : clock.due;
}

function toTold(
  ticket: Ticket,
  transition: Resolved,
  request: StepRequest,
  due: Date,
  tellAt: Date,
): Told {
  if (transition.notice === undefined || isSameDay(ticket, transition, due)) {
    return { kind: 'not_told', because: 'internal_step' };
  }
  if (ticket.personId === undefined) return { kind: 'not_told', because: 'no_reporter' };
  if (ticket.reporterLeftAt !== undefined) return { kind: 'not_told', because: 'reporter_left' };
  if (request.by.kind === 'reporter') {
    return { kind: 'not_told', because: 'answered_in_conversation' };
  }
  return {
    kind: 'told',
    personId: ticket.personId,
    noticeKey: toNoticeKey(ticket.kind, transition.notice),
    values: {
      number: ticket.number,
      due: toShanghaiDay(due),
      reason: toPhrase(request.reason),
      text: request.values?.['text'] ?? '',
      ...request.tellMore,
    },
    tellAt,
  };
}

/** A date that was counted again and stays on its day is no news. */
function isSameDay({ dueAt }: Ticket, { clock }: Resolved, due: Date): boolean {
  if (clock?.kind !== 'recount') return false;
  return dueAt !== undefined && toShanghaiDay(dueAt) === toShanghaiDay(due);
}

/** Co-reporters hear of the matter's course only, under their own number; words written to one reporter stay with that one. */
function toToldOthers(
  ticket: Ticket,
  transition: Resolved,
  request: StepRequest,
  due: Date,
  tellAt: Date,
): readonly ToldPerson[] {
  const { notice } = transition;
  const isMoved = transition.clock?.kind === 'recount' && !isSameDay(ticket, transition, due);
  if (notice === undefined || (transition.to === ticket.status && !isMoved)) return [];
  return (ticket.coReporters ?? []).map(({ personId, number }: CoReporter) => ({
    kind: 'told',
    personId,
    noticeKey: toNoticeKey(ticket.kind, notice),
    values: { number, due: toShanghaiDay(due), reason: toPhrase(request.reason), text: '' },
    tellAt,
  }));
}

/** The words go on after a reason with a full stop of their own. */
function toPhrase(reason = ''): string {
  return reason.trim().replace(/[。.；;，,]+$/u, '');
}
