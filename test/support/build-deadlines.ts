import type { DeadlineDesk } from '../../admin/index.ts';
import {
  createDeadlines,
  defaultDeadlineRules,
  type Alert,
  type AlertStore,
  type DayTable,
  type Deadline,
  type DeadlineRules,
  type DeadlineStore,
  toLight,
} from '../../tickets/index.ts';
import { buildDayTable } from './build-day-table.ts';

export function buildDeadlineStore(): DeadlineStore & { readonly rows: Map<string, Deadline> } {
  const rows = new Map<string, Deadline>();
  return {
    rows,
    find: async (id) => rows.get(id),
    async insert(deadline) {
      if (rows.has(deadline.id)) return false;
      rows.set(deadline.id, deadline);
      return true;
    },
    async save(deadline) {
      if (rows.get(deadline.id)?.version !== deadline.version) return false;
      rows.set(deadline.id, { ...deadline, version: deadline.version + 1 });
      return true;
    },
    async listDue(now, limit) {
      return [...rows.values()]
        .filter(({ nextAt }) => nextAt !== undefined && nextAt <= now)
        .toSorted((a, b) => Number(a.nextAt) - Number(b.nextAt))
        .slice(0, limit);
    },
    listForTicket: async (ticketId) =>
      [...rows.values()].filter((row) => row.ticketId === ticketId),
  };
}

export function buildAlertStore(): AlertStore & { readonly rows: Map<string, Alert> } {
  const rows = new Map<string, Alert>();
  const listNewest = () => [...rows.values()].toReversed();
  return {
    rows,
    find: async (id) => rows.get(id),
    async insert(alert) {
      if (rows.has(alert.id)) return false;
      rows.set(alert.id, alert);
      return true;
    },
    async save(alert) {
      if (rows.get(alert.id)?.version !== alert.version) return false;
      rows.set(alert.id, { ...alert, version: alert.version + 1 });
      return true;
    },
    listForTicket: async (ticketId) => listNewest().filter((one) => one.ticketId === ticketId),
    listUnanswered: async (limit) =>
      listNewest()
        .filter(
          ({ kind, answer, settledAt }) => kind === 'missed' && !answer && settledAt === undefined,
        )
        .toSorted((a, b) => b.level - a.level)
        .slice(0, limit),
    listAnswered: async (limit) =>
      listNewest()
        .filter(({ answer }) => answer !== undefined)
        .toSorted((a, b) => Number(b.answer?.at) - Number(a.answer?.at))
        .slice(0, limit),
    listWarnings: async (now, limit) =>
      listNewest()
        .filter(({ kind, dueAt }) => kind === 'warning' && dueAt >= now)
        .toSorted((a, b) => Number(a.dueAt) - Number(b.dueAt))
        .slice(0, limit),
  };
}

/** Deadlines in memory, with a clock to move and the alerts that somebody was told of. */
export function buildDeadlines(
  options: {
    readonly calendar?: DayTable;
    readonly rules?: DeadlineRules;
    readonly now?: Date;
    readonly writeTo?: (alert: Alert) => Promise<void>;
  } = {},
) {
  const clock = { now: options.now ?? new Date('2026-03-02T02:00:00.000Z') };
  const told: Alert[] = [];
  const deadlines = buildDeadlineStore();
  const alerts = buildAlertStore();
  const ports = {
    deadlines,
    alerts,
    calendar: options.calendar ?? buildDayTable(),
    rulesOf: () => options.rules ?? defaultDeadlineRules,
    now: () => clock.now,
    onAlert: async (alert: Alert) => void told.push(alert),
    writeTo: options.writeTo ?? (async () => undefined),
  };
  return { ...createDeadlines(ports), ports, clock, told, rows: deadlines.rows, alerts };
}

/** The desk of deadlines in memory. */
export function buildDeadlineDesk(built: ReturnType<typeof buildDeadlines>): DeadlineDesk {
  const { deadlines, alerts, calendar, rulesOf } = built.ports;
  return {
    find: deadlines.find,
    listForTicket: deadlines.listForTicket,
    listAlerts: alerts.listForTicket,
    listUnanswered: alerts.listUnanswered,
    listAnswered: alerts.listAnswered,
    listWarnings: alerts.listWarnings,
    answerAlert: built.answerAlert,
    findNext: built.findNext,
    lightOf: ({ dueAt, limit }, at) => toLight({ dueAt, limit }, rulesOf(), calendar, at),
  };
}
