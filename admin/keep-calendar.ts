import { TicketError, type NamedDay } from '../tickets/index.ts';
import type { AdminPorts } from './ports.ts';

type Wanted = {
  /** The version that the caller saw. */
  readonly version: number;
  readonly days: readonly NamedDay[];
  readonly reason: string;
  readonly accountId: string;
};

/** Saves the days as the next version, audited before. Throws TicketError ticket_version_conflict. */
export function createKeepCalendar({ calendar, audit, now }: AdminPorts) {
  const { calendars } = calendar;
  return async function keepCalendar({ version, days, reason, accountId }: Wanted): Promise<void> {
    await calendars.refresh();
    const { version: current = 0 } = calendars.newest() ?? {};
    if (version !== current) {
      throw new TicketError('ticket_version_conflict', { currentVersion: current });
    }
    const next = version + 1;
    const object = `calendar-${next}`;
    await audit.record({ at: now(), accountId, action: 'calendar.save', object, reason });
    await calendars.save({ version: next, days, reason, savedAt: now(), savedBy: accountId });
  };
}
