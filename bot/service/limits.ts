import type { AdminPorts } from '../../admin/index.ts';
import { toLight, type Tickets } from '../../tickets/index.ts';
import { openCalendar } from './calendar.ts';
import type { HouseDeadlines } from './deadlines.ts';
import type { HouseDocuments } from './documents.ts';
import { openDryRun } from './dry-run.ts';
import type { House } from './house.ts';

export type HouseLimits = ReturnType<typeof openLimits>;

/** All that the desk asks of limits: rows and urgings, lights, the calendar, and rules on trial. */
export function openLimits(
  house: House,
  deadlines: HouseDeadlines,
  acts: Pick<Tickets, 'recountDates'>,
  documents: Pick<HouseDocuments, 'recountDocuments'>,
) {
  const calendar = openCalendar(house, { ...acts, ...documents });
  const { profiles, calendar: table, now } = house;
  const desk: Pick<AdminPorts, 'lightOf' | 'dryRunRules' | 'deadlines' | 'calendar'> = {
    lightOf: (ticket) => toLight(ticket, profiles.findFor(ticket).deadlines, table, now()),
    dryRunRules: openDryRun(house),
    deadlines: deadlines.desk,
    calendar: calendar.desk,
  };
  return { calendar, desk };
}
