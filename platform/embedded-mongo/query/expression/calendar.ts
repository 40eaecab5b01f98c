/** Calendar arithmetic on local time: a number of milliseconds that `getUTC…` reads as the clock shows. */
export const DAY_MS = 86_400_000;

const WEEK_DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** The number of a day of the week (Sunday is 0) by its name or first three letters; -1 for no day. */
export function parseWeekDay(name: string): number {
  const text = name.toLowerCase();
  const isName = /^(?:mon|tues|wednes|thurs|fri|satur|sun)day$/.test(text) || text.length === 3;
  return isName ? WEEK_DAYS.indexOf(text.slice(0, 3)) : -1;
}

function startOfDay(localMs: number): number {
  return Math.floor(localMs / DAY_MS) * DAY_MS;
}

export function startOfWeek(localMs: number, firstDay: number): number {
  const day = startOfDay(localMs);
  return day - ((new Date(day).getUTCDay() - firstDay + 7) % 7) * DAY_MS;
}

/** The first instant of a month that is counted from year 0. */
export function startOfMonth(monthNumber: number): number {
  return new Date(0).setUTCFullYear(
    Math.floor(monthNumber / 12),
    ((monthNumber % 12) + 12) % 12,
    1,
  );
}

export function dayOfYear(localMs: number): number {
  return (startOfDay(localMs) - startOfMonth(new Date(localMs).getUTCFullYear() * 12)) / DAY_MS + 1;
}

/** ISO 8601: weeks begin on Monday and belong to the year of their Thursday. */
export function isoWeekOf(localMs: number): { year: number; week: number } {
  const thursday = startOfWeek(localMs, 1) + 3 * DAY_MS;
  return {
    year: new Date(thursday).getUTCFullYear(),
    week: Math.floor((dayOfYear(thursday) - 1) / 7) + 1,
  };
}
