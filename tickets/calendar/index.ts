/** Which days people work on: what Duxin ships, with imported and set days over it, in versions. */
export {
  compareDays,
  layOver,
  listDaysOf,
  mergeDays,
  type CalendarStore,
  type CalendarVersion,
  type DayChange,
  type NamedDay,
} from './calendar.ts';
export { createCalendars, type Calendars } from './calendars.ts';
export { readCalendar, type CalendarFault, type ReadCalendar } from './read-calendar.ts';
