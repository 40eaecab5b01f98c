import chineseDays from 'chinese-days';
import type { Day, DayTable } from '../../tickets/index.ts';

/** The last day of the State Council calendar that the package covers; the one for 2027 is not out. */
const publishedUntil: Day = '2026-12-31';

/** The State Council's working days with make-up days (调休), as far as they shipped with this release. */
export function createDayTable(): DayTable {
  const known = new Map<Day, boolean>();
  return {
    publishedUntil,
    isWorkingDay(day) {
      const remembered = known.get(day);
      if (remembered !== undefined || day > publishedUntil) return remembered;
      // The package is CommonJS: its named exports are there for types only.
      // oxlint-disable-next-line import/no-named-as-default-member
      const isWorking = chineseDays.isWorkday(day);
      known.set(day, isWorking);
      return isWorking;
    },
  };
}
