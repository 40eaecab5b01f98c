import type { DayTable } from '../../tickets/index.ts';
import { readSharedData } from './shared-data.ts';

/** Monday to Friday, but for the days named; a row says whether people work on that day. */
export function buildDayTable(
  exceptions: Readonly<Record<string, boolean>> = {},
  publishedUntil = '2026-12-31',
): DayTable {
  return {
    publishedUntil,
    isWorkingDay: (day) => {
      if (day > publishedUntil) return undefined;
      return exceptions[day] ?? ![0, 6].includes(new Date(`${day}T12:00:00Z`).getUTCDay());
    },
  };
}

/** The State Council's calendar from the study data; undefined where that does not lie beside the project. */
export function readDayTable(): DayTable | undefined {
  const rows = readSharedData('holiday_cn/holidays_2019_2026.jsonl');
  if (rows === undefined) return undefined;
  const row = /"date":"([\d-]+)".*"isOffDay":(true|false)/g;
  const days = [...rows.matchAll(row)].map(([, day = '', isOff]) => [day, isOff === 'false']);
  return buildDayTable(Object.fromEntries(days));
}
