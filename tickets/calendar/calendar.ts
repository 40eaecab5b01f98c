import type { DayTable } from '../deadlines.ts';
import { addDays, isWeekday, type Day } from '../shanghai-day.ts';

/** A day that somebody named: a holiday, or one on which people work. */
export type NamedDay = {
  readonly day: Day;
  readonly isWorking: boolean;
  /** Such as 春节. */
  readonly name?: string;
};

/** One state of what was imported and set by hand, whole in itself. Never changed: a change is the next version. */
export type CalendarVersion = {
  /** From 1; 0 is what Duxin ships, without any of these. */
  readonly version: number;
  /** By day, each once. They go before the shipped calendar. */
  readonly days: readonly NamedDay[];
  /** The notice that it rests on, or why a day was set by hand. */
  readonly reason: string;
  readonly savedAt: Date;
  /** The account. */
  readonly savedBy: string;
};

export type CalendarStore = {
  /** Oldest first. */
  readonly list: () => Promise<readonly CalendarVersion[]>;
  /** False when the version is taken: somebody else saved meanwhile. */
  readonly insert: (version: CalendarVersion) => Promise<boolean>;
};

/** Holidays without which no published year is. */
const fixedHolidays = ['01-01', '05-01', '10-01', '10-02', '10-03'];

/** The named days over the shipped table. A year counts as published once its fixed holidays are named. */
export function layOver(shipped: DayTable, days: readonly NamedDay[]): DayTable {
  const named = new Map(days.map(({ day, isWorking }) => [day, isWorking]));
  const publishedUntil = findPublishedUntil(shipped.publishedUntil, named);
  return {
    publishedUntil,
    isWorkingDay(day) {
      const known = named.get(day) ?? shipped.isWorkingDay(day);
      return known ?? (day <= publishedUntil ? isWeekday(day) : undefined);
    },
  };
}

function findPublishedUntil(shipped: Day, named: ReadonlyMap<Day, boolean>): Day {
  const year = Number(shipped.slice(0, 4)) + 1;
  const isNext = shipped.endsWith('-12-31');
  const isPublished = fixedHolidays.every((date) => named.get(`${year}-${date}`) === false);
  return isNext && isPublished ? findPublishedUntil(`${year}-12-31`, named) : shipped;
}

/** The days with others laid over them; what is taken out goes back to the shipped calendar. */
export function mergeDays(
  days: readonly NamedDay[],
  added: readonly NamedDay[],
  removed: readonly Day[] = [],
): readonly NamedDay[] {
  const merged = new Map(days.map((one) => [one.day, one]));
  for (const day of removed) merged.delete(day);
  for (const one of added) merged.set(one.day, one);
  return [...merged.values()].toSorted((a, b) => (a.day < b.day ? -1 : 1));
}

/** A named day that would be another, or that nobody had named. */
export type DayChange = {
  readonly day: Day;
  readonly name?: string;
  /** Undefined where the calendar says nothing. */
  readonly before: boolean | undefined;
  readonly after: boolean | undefined;
};

/** Each day on which two tables differ, of those that either version names. */
export function compareDays(
  before: DayTable,
  after: DayTable,
  days: readonly NamedDay[],
): readonly DayChange[] {
  return days.flatMap(({ day, name }) => {
    const [was, is] = [before.isWorkingDay(day), after.isWorkingDay(day)];
    return was === is ? [] : [{ day, before: was, after: is, ...(name !== undefined && { name }) }];
  });
}

/** Every day of a year, in order. */
export function listDaysOf(year: number): readonly Day[] {
  const first = `${year}-01-01`;
  const days: Day[] = [];
  for (let day = first; day.startsWith(`${year}-`); day = addDays(day, 1)) days.push(day);
  return days;
}
