import type { CalendarStore, CalendarVersion } from '../../tickets/index.ts';
import { anything, defineCollection } from './collection.ts';
import type { Database } from './connect.ts';
import { openDocuments } from './documents.ts';

/** `_id` is the version, so that none is saved twice. */
type CalendarDocument = {
  readonly _id: number;
  readonly v: number;
  readonly calendar: CalendarVersion;
};

export const calendarCollection = defineCollection<CalendarDocument>(
  'calendars',
  { calendar: { ...anything, required: true } },
  [],
  Number,
);

export function createCalendarStore(database: Database): CalendarStore {
  const calendars = openDocuments(database, calendarCollection);
  return {
    async list() {
      const found = await calendars.list({}, { sort: { _id: 1 } });
      return found.map(({ calendar }) => calendar);
    },
    insert: (calendar) => calendars.insert({ _id: calendar.version, v: 1, calendar }),
  };
}
