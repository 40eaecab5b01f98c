import { addWorkingDays, isWorkingDay, type DayTable } from '../deadlines.ts';
import { addDays, addMonths, toDayStart, toShanghaiDay, type Day } from '../shanghai-day.ts';
import type { Deadline } from './deadline.ts';
import type { DeadlineRules, Span } from './rules.ts';

/** A moment at which the scheduler does something about a deadline. */
export type Point = {
  /** `<name>@<day of the end>`: once for each end. */
  readonly key: string;
  readonly kind: 'warning' | 'missed';
  readonly level: number;
  readonly to: string;
  readonly at: Date;
};

/** People read warnings in the morning, not at midnight. */
const officeOpensMs = 9 * 3_600_000;
const hourMs = 3_600_000;

/**
 * Every point of the deadline, in order of time. A warning that would lie before the limit began is left out; urgings
 * wait for the day that somebody promised.
 */
export function listPoints(
  deadline: Pick<Deadline, 'dueAt' | 'startedAt' | 'limit' | 'promisedUntil'>,
  { warnings, climbs }: DeadlineRules,
  calendar: DayTable,
): readonly Point[] {
  const { dueAt, startedAt, limit, promisedUntil } = deadline;
  const end = toShanghaiDay(dueAt);
  const before = warnings.flatMap((warning, index): readonly Point[] => {
    const isOurs = warning.limits === undefined || warning.limits.includes(limit);
    const at = toBefore(dueAt, warning, calendar);
    if (!isOurs || at <= startedAt) return [];
    return [{ key: `warn${index + 1}@${end}`, kind: 'warning', level: 0, to: 'owner', at }];
  });
  const after = climbs.map((climb, index): Point => {
    const planned = toAfter(dueAt, climb, calendar);
    const isHeld = promisedUntil !== undefined && promisedUntil > planned && index > 0;
    const level = index + 1;
    const at = isHeld ? promisedUntil : planned;
    return { key: `miss${level}@${end}`, kind: 'missed', level, to: climb.to, at };
  });
  return [...before, ...after].toSorted((a, b) => a.at.getTime() - b.at.getTime());
}

/** The points that were not acted on yet. */
export function listOpenPoints(
  deadline: Deadline,
  rules: DeadlineRules,
  calendar: DayTable,
): readonly Point[] {
  if (deadline.state !== 'running') return [];
  return listPoints(deadline, rules, calendar).filter(({ key }) => !deadline.fired.includes(key));
}

function toBefore(dueAt: Date, { amount, unit }: Span, calendar: DayTable): Date {
  if (unit === 'hour') return new Date(dueAt.getTime() - amount * hourMs);
  const end = toShanghaiDay(dueAt);
  if (unit === 'working_day') return toMorning(takeWorkingDays(end, amount, calendar));
  return toMorning(unit === 'month' ? addMonths(end, -amount) : addDays(end, -amount));
}

function toAfter(dueAt: Date, { amount, unit }: Span, calendar: DayTable): Date {
  if (unit === 'hour') return new Date(dueAt.getTime() + amount * hourMs);
  if (amount === 0) return new Date(dueAt.getTime() + 1);
  const end = toShanghaiDay(dueAt);
  if (unit === 'working_day') return toMorning(addWorkingDays(end, amount, calendar));
  return toMorning(unit === 'month' ? addMonths(end, amount) : addDays(end, amount));
}

function takeWorkingDays(day: Day, count: number, calendar: DayTable): Day {
  let reached = day;
  for (let left = count; left > 0;) {
    reached = addDays(reached, -1);
    if (isWorkingDay(reached, calendar)) left -= 1;
  }
  return reached;
}

function toMorning(day: Day): Date {
  return new Date(toDayStart(day).getTime() + officeOpensMs);
}
