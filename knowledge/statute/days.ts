import { numeralClass, readNumeral } from './numerals.ts';

const dayMs = 86_400_000;

/** YYYY-MM-DD, or undefined when the calendar has no such day. */
export function toDay(year: number, month: number, day: number): string | undefined {
  const date = new Date(Date.UTC(year, month - 1, day));
  const isReal =
    date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return isReal ? date.toISOString().slice(0, 10) : undefined;
}

/** The day so many days later; earlier when negative. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);
}

/** Days from one to the other. */
export function countDays(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / dayMs);
}

/** The number of days of a month, 1 to 12. */
export function lengthOfMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** A full Chinese date in any numerals: 2021年7月15日, 二〇二一年七月十五日. */
export const fullDate = `(${numeralClass}{4})\\s*年\\s*(${numeralClass}{1,3})\\s*月\\s*(${numeralClass}{1,3})\\s*日`;

/** The first full date in the text as YYYY-MM-DD. */
export function readFullDate(text: string): string | undefined {
  const found = new RegExp(fullDate, 'u').exec(text);
  if (found === null) return undefined;
  const [year, month, day] = found.slice(1).map((numeral) => readNumeral(numeral) ?? 0);
  return toDay(year ?? 0, month ?? 0, day ?? 0);
}
