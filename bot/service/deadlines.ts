import { alertsTopic, type DeadlineDesk } from '../../admin/index.ts';
import * as mongo from '../../platform/mongo/index.ts';
import { createDeadlines, toLight, type Ticket } from '../../tickets/index.ts';
import { openCallForAlert } from './alert-cards.ts';
import type { House } from './house.ts';
import { repeat, type Repeated } from './repeat.ts';

const everyMs = 1000;
/** A full batch is followed by the next at once. */
const fullBatch = 200;

export type HouseDeadlines = ReturnType<typeof openDeadlines>;

/** Limits that warn, urge and climb: rows in the database, looked at every second by the workers. */
export function openDeadlines(house: House) {
  const { database, profiles, calendar, news, now, onError } = house;
  const deadlines = mongo.createDeadlineStore(database);
  const alerts = mongo.createAlertStore(database);
  const rows = createDeadlines({
    deadlines,
    alerts,
    calendar,
    rulesOf: (profile) => profiles.find(profile).deadlines,
    now,
    onAlert: async () => news.announce(alertsTopic),
    writeTo: openCallForAlert(house),
  });
  let repeated: Repeated | undefined;
  let isStopped = false;
  const hasStopped = (): boolean => isStopped;

  async function run(): Promise<void> {
    let isFull = true;
    while (isFull) isFull = (await rows.runDue()) === fullBatch && !hasStopped();
  }

  return {
    keepDeadlines: (ticket: Ticket) => rows.keepDeadlines(ticket),
    keepDeadline: rows.keepDeadline,
    /** Acts on all that is due now. */
    run,
    desk: {
      listForTicket: deadlines.listForTicket,
      listAlerts: alerts.listForTicket,
      find: deadlines.find,
      findNext: rows.findNext,
      listUnanswered: alerts.listUnanswered,
      listAnswered: alerts.listAnswered,
      listWarnings: alerts.listWarnings,
      answerAlert: rows.answerAlert,
      lightOf: ({ dueAt, limit, profile }, at) =>
        toLight({ dueAt, limit }, profiles.find(profile).deadlines, calendar, at),
    } satisfies DeadlineDesk,
    start(): void {
      repeated = repeat(everyMs, run, onError);
    },
    async stop(): Promise<void> {
      isStopped = true;
      await repeated?.stop();
    },
  };
}
