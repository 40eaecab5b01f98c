import { defineRoute, HttpError, type Route } from '../../platform/http/index.ts';
import { isWorkingDay, listDaysOf, mergeDays, type CalendarVersion } from '../../tickets/index.ts';
import { expectStaff } from '../caller.ts';
import { listNames } from '../dossier.ts';
import { createKeepCalendar } from '../keep-calendar.ts';
import { canEditCalendar, isOfBureau } from '../policies.ts';
import type { AdminPorts } from '../ports.ts';
import {
  CalendarSchema,
  DaysSchema,
  RestoreSchema,
  VersionParamsSchema,
  YearParamsSchema,
  YearSchema,
  type CalendarView,
} from './calendar.schema.ts';

const path = '/api/admin/calendar';

type Shown = {
  readonly versions: readonly CalendarVersion[];
  readonly names: ReadonlyMap<string, string>;
  readonly publishedUntil: string;
  readonly isRecounting: boolean;
  readonly canEdit: boolean;
};

/** Holidays and make-up days: what is in force, what was imported, and days set by hand. */
export function createCalendarRoutes(ports: AdminPorts): readonly Route[] {
  const { calendars, isRecounting } = ports.calendar;
  const keep = createKeepCalendar(ports);

  async function load(canEdit: boolean): Promise<Shown> {
    await calendars.refresh();
    return {
      versions: calendars.all,
      names: await listNames(ports.accounts),
      publishedUntil: calendars.table.publishedUntil,
      isRecounting: await isRecounting(),
      canEdit,
    };
  }

  return [
    defineRoute({
      method: 'get',
      path,
      summary: 'The imported calendar, its versions and until when days are known',
      audience: 'staff',
      policy: isOfBureau,
      response: CalendarSchema,
      handle: ({ caller }) => load(canEditCalendar(caller)),
      present: presentCalendar,
    }),
    defineRoute({
      method: 'get',
      path: `${path}/years/:year`,
      summary: 'Every day of a year, working or not',
      audience: 'staff',
      policy: isOfBureau,
      params: YearParamsSchema,
      response: YearSchema,
      async handle({ params: { year } }) {
        await calendars.refresh();
        return { year, table: calendars.table };
      },
      present: ({ year, table }) => ({
        year,
        days: listDaysOf(year).map((day) => ({
          day,
          isWorking: isWorkingDay(day, table),
          isProvisional: day > table.publishedUntil,
        })),
      }),
    }),
    defineRoute({
      method: 'post',
      path: `${path}/days`,
      summary: 'Set days by hand, or give them back to the shipped calendar',
      audience: 'staff',
      policy: canEditCalendar,
      body: DaysSchema,
      response: CalendarSchema,
      async handle({ body, caller }) {
        const { version, reason, removed } = body;
        const days = mergeDays(calendars.newest()?.days ?? [], body.days, removed);
        await keep({ version, days, reason, accountId: expectStaff(caller).accountId });
        return load(true);
      },
      present: presentCalendar,
    }),
    defineRoute({
      method: 'post',
      path: `${path}/versions/:version/restore`,
      summary: 'Go back to an earlier version, 0 being the shipped calendar; kept as a new one',
      audience: 'staff',
      policy: canEditCalendar,
      params: VersionParamsSchema,
      body: RestoreSchema,
      response: CalendarSchema,
      async handle({ params, body, caller }) {
        const wanted = calendars.all.find(({ version }) => version === params.version);
        if (wanted === undefined && params.version !== 0) throw new HttpError('not_found');
        const { accountId } = expectStaff(caller);
        await keep({ ...body, days: wanted?.days ?? [], accountId });
        return load(true);
      },
      present: presentCalendar,
    }),
  ];
}

function presentCalendar({ versions, names, ...rest }: Shown): CalendarView {
  const newest = versions.at(-1);
  return {
    ...rest,
    version: newest?.version ?? 0,
    named: (newest?.days ?? []).map((day) => ({ ...day })),
    versions: versions.toReversed().map(({ version, reason, savedAt, savedBy, days }) => {
      const name = names.get(savedBy);
      return {
        version,
        reason,
        savedAt: savedAt.toISOString(),
        ...(name !== undefined && { savedBy: name }),
        dayCount: days.length,
      };
    }),
  };
}
