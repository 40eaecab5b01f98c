import type { CalendarDesk } from '../../admin/index.ts';
import * as mongo from '../../platform/mongo/index.ts';
import {
  findProcedure,
  hasProvisionalDue,
  recountTicket,
  type Tickets,
} from '../../tickets/index.ts';
import type { House } from './house.ts';
import { repeat, type Repeated } from './repeat.ts';

/** Every process has read a saved calendar well before the work after it is called done. */
const refreshEveryMs = 3000;
const settleMs = 30_000;
const leaseMs = 30_000;
/** The newest version by which every provisional date was counted again. */
const recountedSetting = 'calendar_recounted';

type Recounts = Pick<Tickets, 'recountDates'> & {
  /** Limits of what was served on units. */
  readonly recountDocuments: () => Promise<void>;
};

/** The calendar of the house: read by every process within seconds; after a change a worker counts provisional dates anew. */
export function openCalendar(house: House, { recountDates, recountDocuments }: Recounts) {
  const { calendars, database, profiles, leases, settings, now, onError } = house;
  const scanProvisional = mongo.createProvisionalScan(database);
  const repeated: Repeated[] = [];

  async function isRecounting(): Promise<boolean> {
    const { version = 0 } = calendars.newest() ?? {};
    const done = await settings.get(recountedSetting);
    return version > (typeof done === 'number' ? done : 0);
  }

  /** Safe to repeat and to break off: a date that stands as the calendar has it is left alone. */
  async function recount(): Promise<void> {
    await calendars.refresh();
    const newest = calendars.newest();
    if (newest === undefined || !(await isRecounting())) return;
    await leases.withLease('calendar', leaseMs, async (lost) => {
      // A date that another process counts by the old calendar in these seconds comes up in the next round.
      const isLast = now().getTime() - newest.savedAt.getTime() > settleMs;
      for await (const { id } of scanProvisional()) {
        if (lost.aborted) return;
        await recountDates({ numberOrId: id, by: { kind: 'system' } });
      }
      await recountDocuments();
      if (isLast) await settings.set(recountedSetting, newest.version);
    });
  }

  const desk: CalendarDesk = {
    calendars,
    isRecounting,
    async previewMoves(table) {
      let [provisional, moved, firm] = [0, 0, 0];
      for await (const ticket of scanProvisional()) {
        const { limits, extensions } = findProcedure(profiles.procedures, ticket);
        const rules = { limits, calendar: table, ...(extensions && { extensions }) };
        const after = recountTicket(ticket, rules);
        provisional += 1;
        if (after.dueAt?.getTime() !== ticket.dueAt?.getTime()) moved += 1;
        if (!hasProvisionalDue(after)) firm += 1;
      }
      return { provisional, moved, firm };
    },
  };

  return {
    desk,
    recount,
    start(isWorker: boolean): void {
      repeated.push(repeat(refreshEveryMs, isWorker ? recount : calendars.refresh, onError));
    },
    async stop(): Promise<void> {
      await Promise.all(repeated.map(({ stop }) => stop()));
    },
  };
}
