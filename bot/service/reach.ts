import { createDayTable } from '../../platform/calendar/index.ts';
import * as mongo from '../../platform/mongo/index.ts';
import { isWorkingDay, toDayStart, toShanghaiDay } from '../../tickets/index.ts';
import {
  createLedgerKeeper,
  createOfficeHours,
  createTellTasks,
  toTaskAt,
  type WorkDays,
} from '../reach/index.ts';
import type { House } from './house.ts';

/** What is known of reaching people, when they may be rung, and what staff tell them instead. */
export function openReach({ database, now, onError }: House) {
  const calendar = createDayTable();
  const workDays: WorkDays = {
    isWorkingDay: (at) => isWorkingDay(toShanghaiDay(at), calendar),
    toDayStart: (at) => toDayStart(toShanghaiDay(at)),
  };
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
