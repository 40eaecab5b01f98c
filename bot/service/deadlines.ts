import { alertsTopic } from '../../admin/index.ts';
import { createDayTable } from '../../platform/calendar/index.ts';
import * as mongo from '../../platform/mongo/index.ts';
import { createDeadlines } from '../../tickets/index.ts';
import type { House } from './house.ts';

export type HouseDeadlines = ReturnType<typeof openDeadlines>;

const everyMs = 1000;
/** A full batch is followed by the next at once. */
const fullBatch = 200;

/** Limits that warn, urge and climb: rows in the database, looked at every second by the workers. */
export function openDeadlines({ database, profiles, news, now, onError }: House) {
  const deadlines = mongo.createDeadlineStore(database);
  const alerts = mongo.createAlertStore(database);
  const rows = createDeadlines({
    deadlines,
    alerts,
    calendar: createDayTable(),
    rulesOf: (profile) => profiles.findFor({ procedure: { id: '', version: profile } }).deadlines,
    now,
    onAlert: async () => news.announce(alertsTopic),
  });
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<unknown> = Promise.resolve();
  let isStopped = false;

  async function run(): Promise<void> {
    while ((await rows.runDue()) === fullBatch && !isStopped);
  }

  function schedule(): void {
    if (isStopped) return;
    timer = setTimeout(() => {
      running = run().catch(onError).finally(schedule);
    }, everyMs);
  }

  return {
    keepDeadlines: rows.keepDeadlines,
    /** Acts on all that is due now. */
    run,
    desk: {
      listForTicket: deadlines.listForTicket,
      listAlerts: alerts.listForTicket,
      listUnanswered: alerts.listUnanswered,
      findAlert: alerts.find,
      answerAlert: rows.answerAlert,
    },
    start: schedule,
    async stop(): Promise<void> {
      isStopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
