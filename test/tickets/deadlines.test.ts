import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { computeDue, countWorkingDays, moveByPause } from '../../tickets/deadlines.ts';
import type { DayTable, Limit, Limits } from '../../tickets/deadlines.ts';
import { defaultLimits } from '../../tickets/profile/default-limits.ts';
import { addDays, toDayEnd, toDayStart, toShanghaiDay } from '../../tickets/shanghai-day.ts';
import { createDayTable } from '../../platform/calendar/index.ts';
import { buildDayTable, readDayTable } from '../support/build-day-table.ts';

const stateCouncil = readDayTable();
const onOfficialDays = stateCouncil === undefined ? describe.skip : describe;

function noonOf(day: string): Date {
  return new Date(toDayStart(day).getTime() + 12 * 3_600_000);
}

function limitsWith(limit: Partial<Limit>): Limits {
  return { ...defaultLimits, decision: { ...defaultLimits.decision, ...limit } };
}

function dueDay(limit: Partial<Limit>, from: string, calendar: DayTable): string {
  return toShanghaiDay(computeDue('decision', limitsWith(limit), noonOf(from), calendar).at);
}

/** Walks one calendar day after another and asks of each what it is. */
function walkToDueDay(limit: Limit, from: string, calendar: DayTable): string {
  const works = (day: string) =>
    calendar.isWorkingDay(day) ?? ![0, 6].includes(new Date(`${day}T12:00:00Z`).getUTCDay());
  let day = from;
  for (let counted = 0; counted < limit.amount;) {
    day = new Date(Date.parse(`${day}T12:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
    if (limit.unit === 'natural_day' || works(day)) counted += 1;
  }
  while (limit.movesOffHolidays && !works(day)) {
    day = new Date(Date.parse(`${day}T12:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
  }
  return day;
}

const aDay = fc.integer({ min: 0, max: 364 }).map((index) => addDays('2026-01-01', index));
const aCalendar = fc
  .tuple(fc.dictionary(aDay, fc.boolean(), { maxKeys: 80 }), aDay)
  .map(([exceptions, publishedUntil]) => buildDayTable(exceptions, publishedUntil));
const aLimit: fc.Arbitrary<Limit> = fc.record({
  amount: fc.integer({ min: 1, max: 60 }),
  unit: fc.constantFrom('working_day', 'natural_day'),
  movesOffHolidays: fc.boolean(),
  source: fc.constant('a clause'),
});

describe('a limit', () => {
  test('equals a slow walk day by day over any calendar', () => {
    fc.assert(
      fc.property(aLimit, aDay, aCalendar, (limit, from, calendar) => {
        expect(dueDay(limit, from, calendar)).toBe(walkToDueDay(limit, from, calendar));
      }),
      { numRuns: 500 },
    );
  });

  test('runs out with the last instant of its day in Shanghai', () => {
    const due = computeDue(
      'decision',
      limitsWith({ amount: 1 }),
      noonOf('2026-03-02'),
      buildDayTable(),
    );
    expect(due.at).toEqual(new Date('2026-03-03T15:59:59.999Z'));
    expect(due.at).toEqual(toDayEnd('2026-03-03'));
  });

  test('begins on the day that it is in Shanghai', () => {
    const lateEvening = new Date('2026-03-02T16:30:00.000Z');
    const due = computeDue('acceptance', defaultLimits, lateEvening, buildDayTable());
    expect(toShanghaiDay(due.at)).toBe('2026-03-10');
  });

  test('moves off a weekend only where the profile says so', () => {
    const limit = { amount: 5, unit: 'natural_day' } as const;
    const monday = '2026-03-02';
    const calendar = buildDayTable();
    expect(dueDay({ ...limit, movesOffHolidays: false }, monday, calendar)).toBe('2026-03-07');
    expect(dueDay({ ...limit, movesOffHolidays: true }, monday, calendar)).toBe('2026-03-09');
  });

  test('of months ends on the same day, or on the last one there is', () => {
    const limit = { amount: 1, unit: 'month', movesOffHolidays: false } as const;
    expect(dueDay(limit, '2026-03-15', buildDayTable())).toBe('2026-04-15');
    expect(dueDay(limit, '2026-01-31', buildDayTable())).toBe('2026-02-28');
    expect(dueDay({ ...limit, amount: 3 }, '2026-11-30', buildDayTable())).toBe('2027-02-28');
  });

  test('of hours counts from the moment itself', () => {
    const limits = limitsWith({ amount: 36, unit: 'hour' });
    const due = computeDue(
      'decision',
      limits,
      new Date('2026-03-06T10:00:00.000Z'),
      buildDayTable(),
    );
    expect(due.at).toEqual(new Date('2026-03-07T22:00:00.000Z'));
  });

  test('is provisional once it ends past the published calendar', () => {
    const calendar = buildDayTable({}, '2026-03-06');
    const due = (amount: number) =>
      computeDue(
        'decision',
        limitsWith({ amount, unit: 'working_day' }),
        noonOf('2026-03-02'),
        calendar,
      );
    expect(due(4).isProvisional).toBe(false);
    expect(due(5).isProvisional).toBe(true);
    expect(toShanghaiDay(due(5).at)).toBe('2026-03-09');
  });

  test('that no holiday can move is never provisional', () => {
    const limits = limitsWith({ amount: 90, unit: 'natural_day', movesOffHolidays: false });
    const due = computeDue('decision', limits, noonOf('2026-12-01'), buildDayTable());
    expect(due.isProvisional).toBe(false);
  });
});

describe('a pause', () => {
  test('moves a limit of working days by the working days that it took', () => {
    fc.assert(
      fc.property(aCalendar, aDay, fc.nat(20), fc.nat(20), (calendar, start, before, length) => {
        const limits = limitsWith({ amount: 30, unit: 'working_day', movesOffHolidays: false });
        const due = computeDue('decision', limits, noonOf(start), calendar);
        const from = addDays(start, before);
        const to = addDays(from, length);
        const moved = moveByPause(due, limits, { from: noonOf(from), to: noonOf(to) }, calendar);
        const left = countWorkingDays(from, toShanghaiDay(due.at), calendar);
        expect(countWorkingDays(to, toShanghaiDay(moved.at), calendar)).toBe(left);
      }),
    );
  });

  test('of no length changes nothing', () => {
    const due = computeDue('decision', defaultLimits, noonOf('2026-03-02'), buildDayTable());
    const pause = { from: noonOf('2026-03-05'), to: noonOf('2026-03-05') };
    expect(moveByPause(due, defaultLimits, pause, buildDayTable())).toEqual(due);
  });
});

describe('the shipped calendar', () => {
  test('ends five working days after 2026-02-12 on 2026-02-26', () => {
    const limit = { amount: 5, unit: 'working_day' } as const;
    expect(dueDay(limit, '2026-02-12', createDayTable())).toBe('2026-02-26');
  });
});

describe('the default profile', () => {
  test('names the clause of every limit', () => {
    for (const limit of Object.values(defaultLimits)) expect(limit.source).not.toBe('');
  });
});

onOfficialDays('on the calendar of the State Council', () => {
  test('five working days after 2026-02-12 is 2026-02-26', () => {
    const limit = { amount: 5, unit: 'working_day' } as const;
    expect(dueDay(limit, '2026-02-12', stateCouncil ?? buildDayTable())).toBe('2026-02-26');
  });
});
