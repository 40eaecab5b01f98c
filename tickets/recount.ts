import { listStandingSteps, withHistory } from './course.ts';
import { addLimit, computeDue, moveByPause, type DayTable } from './deadlines.ts';
import type { Procedure } from './procedure.ts';
import { toDayStart } from './shanghai-day.ts';
import type { Due, Step, StepClock, Ticket } from './ticket.ts';

type Rules = Pick<Procedure, 'limits' | 'extensions'> & { readonly calendar: DayTable };

/** What runs at some step: a limit, or a pause that holds one until its cap. */
type Running = {
  readonly due?: Due;
  readonly pause?: { readonly from: Date; readonly until: Due };
};

/**
 * The ticket as its history would have it under other limits or another calendar: the same steps at the same moments,
 * every date counted anew from where its limit began.
 */
export function recountTicket(ticket: Ticket, rules: Rules): Ticket {
  const clocks = new Map<number, StepClock>();
  let running: Running = {};
  for (const step of listStandingSteps(ticket.history)) {
    const clock = recountStep(step, running, ticket, rules);
    if (clock === undefined) continue;
    clocks.set(step.seq, clock);
    running = toRunning(running, clock, step);
  }
  const history = ticket.history.map((step) => {
    const clock = clocks.get(step.seq);
    return clock === undefined ? step : { ...step, clock };
  });
  return withHistory(ticket, history);
}

function recountStep(
  step: Step,
  { due, pause }: Running,
  ticket: Ticket,
  { limits, extensions, calendar }: Rules,
): StepClock | undefined {
  const { clock, at } = step;
  if (clock === undefined || clock.kind === 'stopped') return clock;
  if (clock.kind === 'started') {
    const from = toStart(step, ticket);
    return { kind: 'started', due: computeDue(clock.due.limit, limits, from, calendar) };
  }
  if (clock.kind === 'paused') {
    return { kind: 'paused', until: computeDue(clock.until.limit, limits, at, calendar) };
  }
  if (clock.kind === 'moved') {
    const by = extensions?.[clock.due.limit]?.by;
    const isCountable = due !== undefined && by !== undefined;
    return isCountable ? { kind: 'moved', due: addLimit(due, limits[by], calendar) } : clock;
  }
  if (clock.kind === 'recounted')
    return toRecounted({ ...(due && { due }), ...(pause && { pause }) });
  if (due === undefined || pause === undefined) return { kind: 'resumed' };
  const rest = { from: pause.from, to: at, until: pause.until.at };
  return { kind: 'resumed', due: moveByPause(due, limits, rest, calendar) };
}

/** Sorted matters count from their filing; an imported one's first limit from the day the other system received it. */
function toStart({ at, action }: Step, { origin, createdAt }: Ticket): Date {
  if (action === 'sort') return createdAt;
  const receivedOn = action === 'open' ? origin?.receivedOn : undefined;
  return receivedOn === undefined ? at : toDayStart(receivedOn);
}

function toRunning({ due, pause }: Running, clock: StepClock, { at }: Step): Running {
  if (clock.kind === 'stopped') return {};
  if (clock.kind === 'paused')
    return { ...(due && { due }), pause: { from: at, until: clock.until } };
  if (clock.kind === 'recounted') return { ...(due && { due }), ...(pause && { pause }) };
  if (clock.kind === 'moved' && pause !== undefined) return { due: clock.due, pause };
  return { ...(clock.due && { due: clock.due }) };
}

function toRecounted({ due, pause }: Running): StepClock {
  if (pause === undefined) return { kind: 'recounted', ...(due && { due }) };
  return { kind: 'recounted', due: pause.until, ...(due && { held: due }) };
}

/** The dates that stand on the ticket now, as the clock of a recount names them. */
export function toRecountClock({
  paused,
  dueAt,
  limit,
  isDueProvisional = false,
}: Ticket): StepClock {
  const due = dueAt && limit && { at: dueAt, limit, isProvisional: isDueProvisional };
  return {
    kind: 'recounted',
    ...(due !== undefined && { due }),
    ...(paused?.held !== undefined && { held: paused.held }),
  };
}
