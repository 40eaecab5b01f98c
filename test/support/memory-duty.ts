import { takeAlarm, type Alarm, type AlarmCause, type StaffCall } from '../../bot/index.ts';
import type { AdminPorts } from '../../admin/index.ts';
import type { DutyWeek } from '../../people/index.ts';
import type { Ticket } from '../../tickets/index.ts';

type DutyDesk = AdminPorts['duty'];

/** Roster, alarms and cards in memory; `ring` opens an alarm that called `officers` in this order. */
export function createMemoryDuty(now: () => Date = () => new Date()) {
  const weeks = new Map<string, DutyWeek>();
  const alarms = new Map<string, Alarm>();
  const calls: StaffCall[] = [];
  const list = (keep: (alarm: Alarm) => boolean) => [...alarms.values()].filter(keep);
  const desk: DutyDesk = {
    roster: {
      find: async (id) => weeks.get(id),
      async save(week) {
        if ((weeks.get(week.id)?.version ?? 0) !== week.version) return false;
        weeks.set(week.id, { ...week, version: week.version + 1 });
        return true;
      },
    },
    listOnDuty: async (at) =>
      [...weeks.values()]
        .flatMap(({ shifts }) => shifts)
        .filter(({ from, to }) => from <= at && at < to),
    async take(id, by) {
      const alarm = alarms.get(id);
      if (alarm === undefined) return { kind: 'unknown' };
      const taken = takeAlarm(alarm, by, now());
      if (taken === undefined) return { kind: 'closed', alarm };
      alarms.set(id, taken);
      return { kind: 'done', alarm: taken };
    },
    listOpen: async () => list(({ state }) => state === 'open'),
    listForTicket: async (id) => list(({ ticketId }) => ticketId === id),
    listCalls: async (id) => calls.filter(({ ticketId }) => ticketId === id),
  };

  function ring(
    { id: ticketId, number }: Pick<Ticket, 'id' | 'number'>,
    officers: readonly { readonly accountId: string; readonly name: string }[],
    cause: AlarmCause = 'urgent',
  ): void {
    const id = `alarm-${ticketId}`;
    const at = now();
    alarms.set(id, {
      id,
      version: 1,
      ticketId,
      number,
      cause,
      state: 'open',
      calls: officers.map((officer) => ({ ...officer, at })),
      projected: officers.length,
      createdAt: at,
    });
    for (const [index, { accountId }] of officers.entries()) {
      const row = { id: `${id}-c${index}`, accountId, purpose: cause, ticketId, number } as const;
      const state = index === 0 ? 'no_way' : 'sent';
      calls.push({ ...row, alarmId: id, state, attempts: 1, settledAt: at, createdAt: at });
    }
  }

  return { desk, ring };
}
