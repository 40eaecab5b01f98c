import { addDays, lengthOfMonth, toDay } from './days.ts';

/** Two days, both within; the same twice for one day. */
export type DaySpan = { readonly from: string; readonly to: string };

/** A year and a month, 1 to 12. */
export type Month = { readonly year: number; readonly month: number };

/** One day; undefined when the calendar has none such. */
export function spanOfDay(year: number, month: number, day: number): DaySpan | undefined {
  const only = toDay(year, month, day);
  return only === undefined ? undefined : { from: only, to: only };
}

export function spanOfMonth({ year, month }: Month): DaySpan | undefined {
  const from = toDay(year, month, 1);
  const to = toDay(year, month, month >= 1 && month <= 12 ? lengthOfMonth(year, month) : 0);
  return from === undefined || to === undefined ? undefined : { from, to };
}

export function spanOfYear(year: number): DaySpan | undefined {
  return joinSpans(spanOfDay(year, 1, 1), spanOfDay(year, 12, 31));
}

/** From Monday to Sunday of the week so many weeks before. */
export function spanOfWeek(today: string, weeksAgo: number): DaySpan {
  const weekday = (new Date(`${today}T00:00:00Z`).getUTCDay() + 6) % 7;
  const monday = addDays(today, -weekday - 7 * weeksAgo);
  return { from: monday, to: addDays(monday, 6) };
}

/** The month so many months before. */
export function monthBefore({ year, month }: Month, months: number): Month {
  const count = year * 12 + month - 1 - months;
  return { year: Math.floor(count / 12), month: (count % 12) + 1 };
}

/** The shortest span that holds both. */
export function joinSpans(a: DaySpan | undefined, b: DaySpan | undefined): DaySpan | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return { from: a.from < b.from ? a.from : b.from, to: a.to > b.to ? a.to : b.to };
}
