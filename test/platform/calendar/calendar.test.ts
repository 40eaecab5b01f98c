import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { createDayTable } from '../../../platform/calendar/index.ts';
import { readSharedLines } from '../../support/shared-data.ts';

const HolidaySchema = z.object({ date: z.string(), isOffDay: z.boolean() });

describe('day table', () => {
  test('agrees with every day that the State Council named', () => {
    const named = readSharedLines('holiday_cn/holidays_2019_2026.jsonl', HolidaySchema);
    if (named === undefined) return;
    const table = createDayTable();
    const wrong = named.filter(({ date, isOffDay }) => table.isWorkingDay(date) === isOffDay);
    expect(named.length).toBeGreaterThan(200);
    expect(wrong).toEqual([]);
  });

  test('does not guess past the published calendar', () => {
    const table = createDayTable();
    expect(table.isWorkingDay('2027-01-04')).toBeUndefined();
    expect(table.publishedUntil).toBe('2026-12-31');
  });
});
