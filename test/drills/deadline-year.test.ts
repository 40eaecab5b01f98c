import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createAlertStore, createDeadlineStore } from '../../platform/mongo/index.ts';
import { createDayTable } from '../../platform/calendar/index.ts';
import {
  createDeadlines,
  computeDue,
  defaultDeadlineRules,
  defaultProfile,
  limitNames,
  type Alert,
  type ProjectedDeadline,
} from '../../tickets/index.ts';
import { listPoints } from '../../tickets/deadline/list-points.ts';
import { openTestDatabase, type TestDatabase } from '../support/mongo.ts';

const count = 20_000;
const minuteMs = 60_000;
const start = new Date('2026-01-01T00:00:00.000Z');
const end = new Date('2027-01-01T00:00:00.000Z');
const calendar = createDayTable();
/** Moments at which the process is gone for some hours. */
const restarts = ['2026-03-10T08:30:00Z', '2026-06-20T01:00:00Z', '2026-10-12T00:45:00Z'];
const awayMs = 2 * 3_600_000;

let opened: TestDatabase;
beforeAll(async () => {
  opened = await openTestDatabase();
}, 60_000);
afterAll(() => opened.close());

/** Deadlines of every limit that begin all over the year. */
function* buildProjected(): Generator<ProjectedDeadline> {
  for (let index = 0; index < count; index += 1) {
    const limit = limitNames[index % limitNames.length] ?? 'decision';
    const startedAt = new Date(start.getTime() + Math.floor((index / count) * 330) * 86_400_000);
    const due = computeDue(limit, defaultProfile.limits, startedAt, calendar);
    yield {
      id: `t-${index}-1`,
      ticketId: `t-${index}`,
      number: String(2_600_000_000 + index),
      limit,
      startedAt,
      dueAt: due.at,
      isProvisional: due.isProvisional,
      state: 'running',
      profile: 1,
      sourceVersion: 1,
    };
  }
}

describe('a year of deadlines', () => {
  test('warns and urges each once, within a minute of its time, across three restarts', async () => {
    let now = start;
    const told = new Map<string, { readonly alert: Alert; times: number }>();
    /** What one life of the process holds. */
    const open = () =>
      createDeadlines({
        deadlines: createDeadlineStore(opened.database),
        alerts: createAlertStore(opened.database),
        calendar,
        rulesOf: () => defaultDeadlineRules,
        now: () => now,
        writeTo: async () => undefined,
        async onAlert(alert) {
          const known = told.get(alert.id);
          told.set(alert.id, { alert, times: (known?.times ?? 0) + 1 });
        },
      });
    const store = createDeadlineStore(opened.database);
    let life = open();
    const projected = [...buildProjected()];
    for (let at = 0; at < projected.length; at += 100) {
      await Promise.all(projected.slice(at, at + 100).map((one) => life.keepDeadline(one)));
    }

    const pending = restarts.map((at) => new Date(at));
    const away: { readonly from: Date; readonly to: Date }[] = [];
    while (now < end) {
      const [restart] = pending;
      if (restart !== undefined && now >= restart) {
        pending.shift();
        // Killed in the middle of its work: what it began is never awaited.
        life.runDue().catch(() => undefined);
        away.push({ from: now, to: new Date(now.getTime() + awayMs) });
        now = new Date(now.getTime() + awayMs);
        life = open();
      }
      while ((await life.runDue()) > 0);
      // Minutes in which nothing falls due are passed over.
      const [next] = await store.listDue(end, 1);
      const due = Math.max(next?.nextAt?.getTime() ?? end.getTime(), now.getTime() + 1);
      const to = Math.min(due, pending[0]?.getTime() ?? Infinity);
      now = new Date(Math.ceil(to / minuteMs) * minuteMs);
    }

    const wanted = projected.flatMap((one) =>
      listPoints(one, defaultDeadlineRules, calendar)
        .filter(({ at }) => at <= end)
        .map(({ key, at }) => ({ id: `${one.id}-${key}`, at })),
    );
    const wasAway = (at: Date) => away.some(({ from, to }) => at >= from && at <= to);
    const late = wanted.filter(({ id, at }) => {
      const firedAt = told.get(id)?.alert.firedAt;
      const delayMs = firedAt === undefined ? Infinity : firedAt.getTime() - at.getTime();
      return delayMs < 0 || delayMs > (wasAway(at) ? awayMs + minuteMs : minuteMs);
    });
    process.stdout.write(
      `${projected.length} deadlines, ${wanted.length} warnings and urgings, ${away.length} restarts\n`,
    );
    expect(late).toEqual([]);
    expect([...told.values()].filter(({ times }) => times > 1)).toEqual([]);
    expect(told.size).toBe(wanted.length);
    expect(wanted.length).toBeGreaterThan(count);
  }, 1_200_000);
});
