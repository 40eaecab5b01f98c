import { MongoError } from '../../errors.ts';

/** Calendar arithmetic on local time: a number of milliseconds that `getUTC…` reads as the clock shows. */
export const DAY_MS = 86_400_000;

/** Units that are a fixed number of milliseconds. */
export const FIXED_UNITS: ReadonlyMap<string, number> = new Map([
  ['millisecond', 1],
  ['second', 1000],
  ['minute', 60_000],
  ['hour', 3_600_000],
]);

/** Units that are a whole number of months. */
export const MONTH_UNITS: ReadonlyMap<string, number> = new Map([
  ['month', 1],
  ['quarter', 3],
  ['year', 12],
]);

const WEEK_DAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/** Sunday is 0; names may be full or of three letters. */
export function parseWeekDay(name: unknown): number {
  const text = typeof name === 'string' ? name.toLowerCase() : '';
  const day = WEEK_DAYS.findIndex((full) => full === text || full.slice(0, 3) === text);
  if (day < 0)
    throw new MongoError(5439015, `startOfWeek is not a day of the week: ${String(name)}`);
  return day;
}

export function startOfDay(localMs: number): number {
  return Math.floor(localMs / DAY_MS) * DAY_MS;
}

export function startOfWeek(localMs: number, firstDay: number): number {
  const day = startOfDay(localMs);
  return day - ((new Date(day).getUTCDay() - firstDay + 7) % 7) * DAY_MS;
}

/** The first instant of a month that is counted from year 0. */
export function startOfMonth(monthNumber: number): number {
  const date = new Date(0);
  date.setUTCFullYear(Math.floor(monthNumber / 12), ((monthNumber % 12) + 12) % 12, 1);
  return date.getTime();
}

/** Months since year 0. */
export function monthNumberOf(localMs: number): number {
  const date = new Date(localMs);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

/** Moves by months; a day that the month lacks becomes its last. */
export function addMonths(localMs: number, months: number): number {
  const target = monthNumberOf(localMs) + months;
  const day = Math.min(
    new Date(localMs).getUTCDate(),
    new Date(startOfMonth(target + 1) - DAY_MS).getUTCDate(),
  );
  return startOfMonth(target) + (day - 1) * DAY_MS + (localMs - startOfDay(localMs));
}

export function dayOfYear(localMs: number): number {
  const january = startOfMonth(new Date(localMs).getUTCFullYear() * 12);
  return (startOfDay(localMs) - january) / DAY_MS + 1;
}

/** Weeks begin on Sunday; days before the year's first Sunday are in week 0. */
export function weekOfYear(localMs: number): number {
  return Math.floor((dayOfYear(localMs) + 6 - new Date(localMs).getUTCDay()) / 7);
}

/** ISO 8601: weeks begin on Monday and belong to the year of their Thursday. */
export function isoWeekOf(localMs: number): { year: number; week: number; day: number } {
  const monday = startOfWeek(localMs, 1);
  const thursday = monday + 3 * DAY_MS;
  return {
    year: new Date(thursday).getUTCFullYear(),
    week: Math.floor((dayOfYear(thursday) - 1) / 7) + 1,
    day: (startOfDay(localMs) - monday) / DAY_MS + 1,
  };
}
