import * as mongo from '../../platform/mongo/index.ts';
import { toShanghaiDay } from '../../tickets/index.ts';
import {
  createLedgerKeeper,
  createOfficeHours,
  createTellTasks,
  toTaskAt,
} from '../reach/index.ts';
import type { Bell } from '../stores.ts';
import { createTakeBack } from '../take-back.ts';
import type { House } from './house.ts';
import { openWorkDays } from './office-hours.ts';

/** What is known of reaching people, when they may be rung, and what staff tell them instead. */
export function openReach({ database, calendar, now, onError }: House) {
  const workDays = openWorkDays({ calendar });
  const reach = mongo.createReachStore(database);
  const tasks = mongo.createTaskStore(database);
  const rows = mongo.createTaskRows(database);
  const tellTasks = createTellTasks({ tasks, rows, now, onError });
  return {
    ledgers: createLedgerKeeper({ store: reach, toDay: toShanghaiDay }),
    hours: createOfficeHours(workDays),
    tasks,
    sweepTasks: tellTasks.sweepTasks,
    toTaskAt: (key: string, dueAt: Date) => toTaskAt(key, dueAt, workDays),
    desk: {
      find: reach.find,
      tasks,
      findRows: rows.findMany,
      recordAttempt: tellTasks.recordAttempt,
    },
  };
}

/** What a platform took and could not bring goes back into the outbox. */
export function openReturns(
  { database, now }: House,
  bell: Bell,
  reach: Pick<ReturnType<typeof openReach>, 'ledgers' | 'toTaskAt'>,
) {
  const mail = mongo.createReturnedMail(database, reach.toTaskAt);
  return createTakeBack({ mail, ledgers: reach.ledgers, bell, now });
}
