import type { DayTable } from '../deadlines.ts';
import { TicketError } from '../errors.ts';
import { layOver, type CalendarStore, type CalendarVersion } from './calendar.ts';

/** The calendar of the house, in one place that stays the same: whoever holds the table sees what is saved later. */
export type Calendars = {
  readonly table: DayTable;
  /** The one without any import. */
  readonly shipped: DayTable;
  /** Oldest first. */
  readonly all: readonly CalendarVersion[];
  readonly newest: () => CalendarVersion | undefined;
  /** Takes in what any process has saved. */
  readonly refresh: () => Promise<void>;
  /** Throws TicketError: ticket_version_conflict when another version came first. */
  readonly save: (version: CalendarVersion) => Promise<void>;
};

export function createCalendars(store: CalendarStore, shipped: DayTable): Calendars {
  const all: CalendarVersion[] = [];
  let current = shipped;

  async function refresh(): Promise<void> {
    for (const version of await store.list()) add(version);
  }

  function add(version: CalendarVersion): void {
    const { version: newest = 0 } = all.at(-1) ?? {};
    if (version.version <= newest) return;
    all.push(version);
    current = layOver(shipped, version.days);
  }

  return {
    table: {
      get publishedUntil() {
        return current.publishedUntil;
      },
      isWorkingDay: (day) => current.isWorkingDay(day),
    },
    shipped,
    all,
    newest: () => all.at(-1),
    refresh,
    async save(version) {
      await refresh();
      const { version: newest = 0 } = all.at(-1) ?? {};
      if (version.version !== newest + 1 || !(await store.insert(version))) {
        await refresh();
        const currentVersion = all.at(-1)?.version ?? 0;
        throw new TicketError('ticket_version_conflict', { currentVersion });
      }
      add(version);
    },
  };
}
