import type { Alarm, AlarmStore } from '../../bot/index.ts';
import { anything, defineCollection } from './collection.ts';
import type { Database } from './connect.ts';
import { openDocuments } from './documents.ts';

type AlarmDocument = Omit<Alarm, 'id'> & {
  readonly _id: string;
  readonly v: number;
  /** When somebody is to be called, or a call is still without its row. */
  readonly lookAt?: Date;
};

export const alarmCollection = defineCollection<AlarmDocument>(
  'alarms',
  {
    version: { type: Number, required: true },
    ticketId: { type: String, required: true },
    number: { type: String, required: true },
    cause: { type: String, required: true },
    state: { type: String, required: true },
    calls: { type: [anything], required: true },
    projected: { type: Number, required: true },
    dueAt: Date,
    lookAt: Date,
    takenBy: anything,
    closedAt: Date,
    createdAt: { type: Date, required: true },
  },
  [
    [{ lookAt: 1 }, { partialFilterExpression: { lookAt: { $exists: true } } }],
    [{ state: 1, createdAt: 1 }],
    [{ ticketId: 1, createdAt: 1 }],
  ],
);

/** The calling of officers, one document for each alarm. */
export function createAlarmStore(database: Database): AlarmStore {
  const alarms = openDocuments(database, alarmCollection);
  return {
    insert: (alarm) => alarms.insert(toDocument(alarm)),
    async find(id) {
      const document = await alarms.find(id);
      return document === undefined ? undefined : toAlarm(document);
    },
    async save(alarm) {
      const next = { ...alarm, version: alarm.version + 1 };
      const seen = { _id: { $eq: alarm.id }, version: { $eq: alarm.version } };
      return (await alarms.replace(seen, toDocument(next))) ? next : undefined;
    },
    async listDue(now, limit) {
      const page = { sort: { lookAt: 1 }, limit } as const;
      return (await alarms.list({ lookAt: { $lte: now } }, page)).map(toAlarm);
    },
    async listOpen(limit) {
      const page = { sort: { createdAt: 1 }, limit } as const;
      return (await alarms.list({ state: { $eq: 'open' } }, page)).map(toAlarm);
    },
    async listForTicket(ticketId) {
      const page = { sort: { createdAt: 1 } } as const;
      return (await alarms.list({ ticketId: { $eq: ticketId } }, page)).map(toAlarm);
    },
  };
}

function toDocument({ id, ...alarm }: Alarm): AlarmDocument {
  const lookAt =
    alarm.state === 'open' ? (alarm.calls[alarm.projected]?.at ?? alarm.dueAt) : undefined;
  return { _id: id, v: 1, ...alarm, ...(lookAt !== undefined && { lookAt }) };
}

function toAlarm({ _id, v, lookAt, ...alarm }: AlarmDocument): Alarm {
  return { id: _id, ...alarm };
}
