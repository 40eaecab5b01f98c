import chineseDays from 'chinese-days';
import type { Day, DayTable } from '../../tickets/index.ts';

/** The last day of the State Council calendar that the package covers; the one for 2027 is not out. */
const publishedUntil: Day = '2026-12-31';

/**
 * The State Council's working days with make-up days (调休). `overrides` (day → is a working day) go first, as an
 * imported calendar or a local emergency order would say.
 */
export function createDayTable(overrides: ReadonlyMap<Day, boolean> = new Map()): DayTable {
  const known = new Map<Day, boolean>(overrides);
  const lastOverride = [...overrides.keys()].toSorted().at(-1) ?? '';
  return {
    publishedUntil: lastOverride > publishedUntil ? lastOverride : publishedUntil,
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
