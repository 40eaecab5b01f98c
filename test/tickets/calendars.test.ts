import { describe, expect, test } from '@jest/globals';
import {
  compareDays,
  createCalendars,
  layOver,
  mergeDays,
  readCalendar,
  type CalendarVersion,
  type NamedDay,
} from '../../tickets/index.ts';
import { buildCalendarStore } from '../support/build-calendar-desk.ts';
import { buildDayTable } from '../support/build-day-table.ts';

const off = (day: string, name = '国庆节'): NamedDay => ({ day, isWorking: false, name });
const fixed = ['01-01', '05-01', '10-01', '10-02', '10-03'];
const buildYear = (year: number) => fixed.map((date) => off(`${year}-${date}`));

const buildVersion = (version: number, days: readonly NamedDay[]): CalendarVersion => ({
  version,
  days,
  reason: '放假通知',
  savedAt: new Date('2026-11-20T02:00:00Z'),
  savedBy: 'account-1',
});

describe('named days over the shipped calendar', () => {
  test('go before it, and a day set by hand publishes no year', () => {
    const table = layOver(buildDayTable(), [off('2026-11-23'), off('2027-01-04')]);
    expect(table.isWorkingDay('2026-11-23')).toBe(false);
    expect(table.isWorkingDay('2026-11-24')).toBe(true);
    expect(table.isWorkingDay('2027-01-04')).toBe(false);
    expect(table.isWorkingDay('2027-01-05')).toBeUndefined();
    expect(table.publishedUntil).toBe('2026-12-31');
  });

  test('publish a year once its fixed holidays are there, and the year after it likewise', () => {
    const table = layOver(buildDayTable(), [...buildYear(2027), ...buildYear(2028)]);
    expect(table.publishedUntil).toBe('2028-12-31');
    expect([table.isWorkingDay('2027-01-05'), table.isWorkingDay('2027-01-09')]).toEqual([
      true,
      false,
    ]);
    expect(layOver(buildDayTable(), buildYear(2028)).publishedUntil).toBe('2026-12-31');
  });

  test('are compared day by day', () => {
    const days = mergeDays(buildYear(2027), [off('2026-11-23', '停工')]);
    const changes = compareDays(buildDayTable(), layOver(buildDayTable(), days), days);
    expect(changes[0]).toEqual({ day: '2026-11-23', name: '停工', before: true, after: false });
    expect(changes).toHaveLength(6);
  });
});

describe('the calendar of the house', () => {
  test('is the same table for whoever holds it, in every process that looks again', async () => {
    const store = buildCalendarStore();
    const [here, elsewhere] = [
      createCalendars(store, buildDayTable()),
      createCalendars(store, buildDayTable()),
    ];
    const { table } = elsewhere;
    await here.save(buildVersion(1, [off('2026-11-23')]));
    expect(here.table.isWorkingDay('2026-11-23')).toBe(false);
    expect(table.isWorkingDay('2026-11-23')).toBe(true);
    await elsewhere.refresh();
    expect(table.isWorkingDay('2026-11-23')).toBe(false);
    await elsewhere.save(buildVersion(2, []));
    expect(table.isWorkingDay('2026-11-23')).toBe(true);
  });

  test('has one winner of two that save at once', async () => {
    const store = buildCalendarStore();
    const desks = [1, 2].map(() => createCalendars(store, buildDayTable()));
    const saved = await Promise.allSettled(desks.map((desk) => desk.save(buildVersion(1, []))));
    expect(saved.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(saved.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'ticket_version_conflict', currentVersion: 1 },
    });
  });
});

const rows = (...lines: readonly (readonly string[])[]) =>
  readCalendar({ kind: 'rows', rows: lines });

describe('a file of days', () => {
  test('is a table of days or of ranges, with what happens on them', () => {
    const read = rows(
      ['开始日期', '结束日期', '类型', '名称'],
      ['2027年2月5日', '2027-02-08', '放假', '春节'],
      ['2027/1/30', '', '补班', '春节'],
    );
    expect(read.faults).toEqual([]);
    expect(read.days.map(({ day, isWorking }) => [day, isWorking])).toEqual([
      ['2027-01-30', true],
      ['2027-02-05', false],
      ['2027-02-06', false],
      ['2027-02-07', false],
      ['2027-02-08', false],
    ]);
  });

  test('names the row of what cannot be', () => {
    const read = rows(
      ['日期', '类型'],
      ['2027-02-30', '休'],
      ['2027-02-05', '也许'],
      ['2027-02-06', '休'],
      ['2027-02-06', '班'],
    );
    expect(read.faults).toEqual([
      { row: 2, reason: 'date' },
      { row: 3, reason: 'kind' },
      { row: 5, reason: 'twice' },
    ]);
    expect(read.days).toHaveLength(1);
  });

  test('is JSON as holiday lists are published, or an iCalendar', () => {
    const json = { year: 2027, days: [{ name: '元旦', date: '2027-01-01', isOffDay: true }] };
    const ics = [
      'BEGIN:VCALENDAR',
      'BEGIN:VEVENT',
      'DTSTART;VALUE=DATE:20270101',
      'DTEND;VALUE=DATE:20270102',
      'SUMMARY:元旦（休）',
      'END:VEVENT',
      'END:VCALENDAR',
    ].join('\r\n');
    for (const text of [JSON.stringify(json), JSON.stringify(json.days)]) {
      expect(readCalendar({ kind: 'text', text }).days).toEqual([off('2027-01-01', '元旦')]);
    }
    expect(readCalendar({ kind: 'text', text: ics }).days).toEqual([
      off('2027-01-01', '元旦（休）'),
    ]);
  });

  test('that is something else is refused as a whole', () => {
    expect(rows(['姓名', '电话']).isUnreadable).toBe(true);
    expect(readCalendar({ kind: 'text', text: '明天放假' }).isUnreadable).toBe(true);
  });
});
