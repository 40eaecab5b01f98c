import type { CalendarDesk } from '../../admin/index.ts';
import { createCalendars, type CalendarStore, type CalendarVersion } from '../../tickets/index.ts';
import { buildDayTable } from './build-day-table.ts';

export function buildCalendarStore(): CalendarStore {
  const all: CalendarVersion[] = [];
  return {
    list: async () => [...all],
    async insert(version) {
      if (all.some((one) => one.version === version.version)) return false;
      all.push(version);
      return true;
    },
  };
}

/** A calendar in memory under which no date is provisional. */
export function buildCalendarDesk(): CalendarDesk {
  return {
    calendars: createCalendars(buildCalendarStore(), buildDayTable()),
    isRecounting: async () => false,
    previewMoves: async () => ({ provisional: 0, moved: 0, firm: 0 }),
  };
}
