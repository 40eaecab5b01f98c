import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { addLimit, computeDue, moveByPause } from '../../tickets/deadlines.ts';
import type { DayTable, Limit, Limits } from '../../tickets/deadlines.ts';
import { defaultLimits } from '../../tickets/profile/default-limits.ts';
import { addDays, toDayStart, toShanghaiDay } from '../../tickets/shanghai-day.ts';
import { buildDayTable } from '../support/build-day-table.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

const nextDay = (day: string): string =>
  new Date(Date.parse(`${day}T12:00:00Z`) + dayMs).toISOString().slice(0, 10);

function walk(day: string, steps: number, counts: (day: string) => boolean): string {
  let reached = day;
  for (let left = steps; left > 0;) {
    reached = nextDay(reached);
    if (counts(reached)) left -= 1;
  }
  return reached;
}

/** The day of the same number in a later month; where that month ends before it, its last day. */
function walkMonths(from: string, months: number): string {
  const date = Number(from.slice(8));
  let day = from;
  for (let left = months; left > 0;) {
    day = nextDay(day);
    if (day.endsWith('-01')) left -= 1;
  }
  while (Number(day.slice(8)) < date && !nextDay(day).endsWith('-01')) day = nextDay(day);
  return day;
}

/** The reference: no arithmetic on dates but "the next day", asked of each what it is. */
function createWalker(calendar: DayTable) {
  const works = (day: string): boolean =>
    calendar.isWorkingDay(day) ?? ![0, 6].includes(new Date(`${day}T12:00:00Z`).getUTCDay());

  const moveOff = (day: string, { movesOffHolidays }: Limit): string => {
    if (!movesOffHolidays) return day;
    let moved = day;
    while (!works(moved)) moved = nextDay(moved);
    return moved;
  };
  const run = (from: string, limit: Limit): string => {
    if (limit.unit === 'month') return moveOff(walkMonths(from, limit.amount), limit);
    const counts = limit.unit === 'working_day' ? works : () => true;
    return moveOff(walk(from, limit.amount, counts), limit);
  };
  const rest = (end: string, from: string, to: string, limit: Limit): string => {
    const counts = limit.unit === 'working_day' ? works : () => true;
    let missed = 0;
    for (let day = from; day < to;) {
      day = nextDay(day);
      if (counts(day)) missed += 1;
    }
    return moveOff(walk(end, missed, counts), limit);
  };
  return { run, rest };
}

const aDay = fc.integer({ min: 0, max: 500 }).map((index) => addDays('2026-01-01', index));
const aCalendar = fc
  .tuple(fc.dictionary(aDay, fc.boolean(), { maxKeys: 90 }), aDay)
  .map(([exceptions, publishedUntil]) => buildDayTable(exceptions, publishedUntil));
const aLimit: fc.Arbitrary<Limit> = fc
  .record({
    amount: fc.integer({ min: 1, max: 60 }),
    unit: fc.constantFrom('working_day', 'natural_day', 'month'),
    movesOffHolidays: fc.boolean(),
    source: fc.constant('a clause'),
  })
  .map((limit) => (limit.unit === 'month' ? { ...limit, amount: (limit.amount % 12) + 1 } : limit));
/** What befalls a running limit: more time, or a rest, which may outlast its cap. */
const anEvent = fc.oneof(
  fc.record({ kind: fc.constant('extended' as const), by: aLimit }),
  fc.record({
    kind: fc.constant('rested' as const),
    after: fc.nat(30),
    length: fc.nat(40),
    cap: fc.nat(30),
  }),
);

const noonOf = (day: string): Date => new Date(toDayStart(day).getTime() + 12 * hourMs);
const withLimit = (limit: Limit): Limits => ({ ...defaultLimits, decision: limit });

describe('a limit with all that befalls it', () => {
  test('ends on the day on which a slow walk from day to day ends, in every unit', () => {
    fc.assert(
      fc.property(
        aCalendar,
        aDay,
        aLimit,
        fc.array(anEvent, { maxLength: 4 }),
        (calendar, from, limit, events) => {
          const walker = createWalker(calendar);
          const limits = withLimit(limit);
          let due = computeDue('decision', limits, noonOf(from), calendar);
          let walked = walker.run(from, limit);
          let at = from;
          expect(toShanghaiDay(due.at)).toBe(walked);
          for (const event of events) {
            if (event.kind === 'extended') {
              due = addLimit(due, event.by, calendar);
              walked = walker.run(walked, event.by);
            } else {
              const since = addDays(at, event.after);
              const until = addDays(since, event.cap);
              at = addDays(since, event.length);
              const pause = { from: noonOf(since), to: noonOf(at), until: noonOf(until) };
              due = moveByPause(due, limits, pause, calendar);
              walked = walker.rest(walked, since, at < until ? at : until, limit);
            }
            expect(toShanghaiDay(due.at)).toBe(walked);
          }
        },
      ),
      { numRuns: 1000 },
    );
  });

  test('of hours ends after so many hours, and a rest moves it by its own length', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), fc.nat(500), fc.nat(500), (amount, a, cap) => {
        const limits = withLimit({ amount, unit: 'hour', movesOffHolidays: true, source: 'x' });
        const from = noonOf('2026-03-02');
        const due = computeDue('decision', limits, from, buildDayTable());
        const to = new Date(from.getTime() + a * hourMs);
        const until = new Date(from.getTime() + cap * hourMs);
        const moved = moveByPause(due, limits, { from, to, until }, buildDayTable());
        let reached = from.getTime();
        for (let hour = 0; hour < amount + Math.min(a, cap); hour += 1) reached += hourMs;
        expect(moved.at.getTime()).toBe(reached);
      }),
    );
  });
});
