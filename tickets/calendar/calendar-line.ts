import type { Day } from '../shanghai-day.ts';

/** A line of a file that was understood: one day, or the days from one to another. */
export type CalendarLine = {
  readonly row: number;
  readonly from: string;
  readonly to?: string;
  readonly isWorking: boolean | undefined;
  readonly name?: string;
};

/** 2027-01-01, 2027/1/1, 2027年1月1日, 20270101; undefined for a day that there is not. */
export function parseDay(text: string): Day | undefined {
  const found =
    /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[T ].*)?$/u.exec(text.trim()) ??
    /^(\d{4})(\d{2})(\d{2})(?:T.*)?$/.exec(text.trim());
  if (found === null) return undefined;
  const [, year = '', month = '', date = ''] = found;
  const day = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  const time = Date.parse(`${day}T00:00:00.000Z`);
  const isReal = !Number.isNaN(time) && new Date(time).toISOString().startsWith(day);
  return isReal ? day : undefined;
}
