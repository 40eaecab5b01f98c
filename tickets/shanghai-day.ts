/** A day in Asia/Shanghai as 'YYYY-MM-DD'. */
export type Day = string;

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** China keeps UTC+8 all year since 1991; older dates are not handled. */
const offsetMs = 8 * hourMs;

/** The day in Shanghai at that moment, whatever TZ says. */
export function toShanghaiDay(at: Date): Day {
  return new Date(at.getTime() + offsetMs).toISOString().slice(0, 10);
}

/** The first instant of the day in Shanghai. */
export function toDayStart(day: Day): Date {
  return new Date(Date.parse(`${day}T00:00:00.000Z`) - offsetMs);
}

/** The last millisecond of the day in Shanghai. */
export function toDayEnd(day: Day): Date {
  return new Date(toDayStart(day).getTime() + dayMs - 1);
}

/** The day `count` natural days later, or earlier when negative. */
export function addDays(day: Day, count: number): Day {
  return new Date(Date.parse(`${day}T00:00:00.000Z`) + count * dayMs).toISOString().slice(0, 10);
}

/** Natural days from one day to another; negative when `to` is earlier. */
export function countDays(from: Day, to: Day): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / dayMs);
}

/** The same day of a later month, or that month's last day when it has no such day. */
export function addMonths(day: Day, count: number): Day {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const lastDate = new Date(Date.UTC(year, month + count, 0)).getUTCDate();
  const result = new Date(Date.UTC(year, month - 1 + count, Math.min(date, lastDate)));
  return result.toISOString().slice(0, 10);
}

/** Monday to Friday; what holds for days past the published calendar. */
export function isWeekday(day: Day): boolean {
  const weekday = new Date(`${day}T00:00:00.000Z`).getUTCDay();
  return weekday !== 0 && weekday !== 6;
}
