import {
  addDays,
  addMonths,
  countDays,
  isWeekday,
  toDayEnd,
  toShanghaiDay,
} from './shanghai-day.ts';
import type { Day } from './shanghai-day.ts';
import type { Due, LimitName } from './ticket.ts';

/** The State Council's working days. `isWorkingDay` is undefined for days past `publishedUntil`. */
export type DayTable = {
  readonly isWorkingDay: (day: Day) => boolean | undefined;
  readonly publishedUntil: Day;
};

/** A limit as profile data. `movesOffHolidays`: an end that is no working day moves to the next one. */
export type Limit = {
  readonly amount: number;
  readonly unit: 'working_day' | 'natural_day' | 'month' | 'hour';
  readonly movesOffHolidays: boolean;
  /** The clause it rests on, as the profile cites it. */
  readonly source: string;
};
export type Limits = Readonly<Record<LimitName, Limit>>;

/** Whether people work on the day; Monday to Friday where the calendar is not out yet. */
export function isWorkingDay(day: Day, calendar: DayTable): boolean {
  return calendar.isWorkingDay(day) ?? isWeekday(day);
}

/** The day itself when it is a working day, else the next one. */
export function toWorkingDay(day: Day, calendar: DayTable): Day {
  return isWorkingDay(day, calendar) ? day : toWorkingDay(addDays(day, 1), calendar);
}

/** The `count`-th working day after `day`; the day itself is not counted. */
export function addWorkingDays(day: Day, count: number, calendar: DayTable): Day {
  let reached = day;
  for (let left = count; left > 0; left -= 1) {
    reached = toWorkingDay(addDays(reached, 1), calendar);
  }
  return reached;
}

/** Working days after `from` up to and with `to`; 0 when `to` is not later. */
export function countWorkingDays(from: Day, to: Day, calendar: DayTable): number {
  let count = 0;
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) {
    if (isWorkingDay(day, calendar)) count += 1;
  }
  return count;
}

/** When the limit that begins at `from` runs out: the end of a day in Shanghai, or the exact moment for hours. */
export function computeDue<Name extends LimitName>(
  name: Name,
  limits: Pick<Limits, Name>,
  from: Date,
  calendar: DayTable,
): Due {
  const limit = limits[name];
  if (limit.unit === 'hour') {
    const at = new Date(from.getTime() + limit.amount * 3_600_000);
    return { at, limit: name, isProvisional: false };
  }
  return toDue(name, limit, endDay(limit, toShanghaiDay(from), calendar), calendar);
}

/** When a limit that has no name of its own, such as that of one kind of document, runs out. */
export function endLimit(limit: Limit, from: Date, calendar: DayTable): Date {
  return computeDue('response', { response: limit }, from, calendar).at;
}

function endDay(limit: Limit, from: Day, calendar: DayTable): Day {
  if (limit.unit === 'working_day') return addWorkingDays(from, limit.amount, calendar);
  return limit.unit === 'month' ? addMonths(from, limit.amount) : addDays(from, limit.amount);
}

function toDue(name: LimitName, limit: Limit, end: Day, calendar: DayTable): Due {
  const moved = limit.movesOffHolidays ? toWorkingDay(end, calendar) : end;
  const needsCalendar = limit.unit === 'working_day' || limit.movesOffHolidays;
  return {
    at: toDayEnd(moved),
    limit: name,
    isProvisional: needsCalendar && moved > calendar.publishedUntil,
  };
}

/** A running date moved on by another limit, from its own end. */
export function addLimit(due: Due, by: Limit, calendar: DayTable): Due {
  if (by.unit === 'hour') {
    return { ...due, at: new Date(due.at.getTime() + by.amount * 3_600_000) };
  }
  return toDue(due.limit, by, endDay(by, toShanghaiDay(due.at), calendar), calendar);
}

/**
 * Moves a date on by the length of a pause, in the limit's own unit: a resumed limit never starts anew. A pause that
 * outlasts its cap (`until`) stopped the clock up to there.
 */
export function moveByPause(
  due: Due,
  limits: Limits,
  pause: { readonly from: Date; readonly to: Date; readonly until?: Date },
  calendar: DayTable,
): Due {
  const limit = limits[due.limit];
  const ended = pause.until !== undefined && pause.until < pause.to ? pause.until : pause.to;
  if (limit.unit === 'hour') {
    return { ...due, at: new Date(due.at.getTime() + ended.getTime() - pause.from.getTime()) };
  }
  const [from, to] = [toShanghaiDay(pause.from), toShanghaiDay(ended)];
  const end = toShanghaiDay(due.at);
  const moved =
    limit.unit === 'working_day'
      ? addWorkingDays(end, countWorkingDays(from, to, calendar), calendar)
      : addDays(end, countDays(from, to));
  return toDue(due.limit, limit, moved, calendar);
}
