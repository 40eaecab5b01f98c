import type { Alert, AlertStore, Deadline, DeadlineStore } from '../../tickets/index.ts';
import { anything, defineCollection } from './collection.ts';
import type { Database } from './connect.ts';
import { openDocuments } from './documents.ts';

type DeadlineDocument = Omit<Deadline, 'id'> & { readonly _id: string; readonly v: number };
type AlertDocument = Omit<Alert, 'id'> & {
  readonly _id: string;
  readonly v: number;
  /** Urged, and nobody has said anything to it. */
  readonly isOpen?: boolean;
};

const text = { type: String, required: true };
const time = { type: Date, required: true };
const whole = { type: Number, required: true };
const present = (field: string) => ({ partialFilterExpression: { [field]: { $exists: true } } });

export const deadlineCollection = defineCollection<DeadlineDocument>(
  'deadlines',
  {
    version: whole,
    ticketId: text,
    number: text,
    limit: text,
    startedAt: time,
    dueAt: time,
    isProvisional: { type: Boolean, required: true },
    state: text,
    endedAt: Date,
    profile: whole,
    sourceVersion: whole,
    fired: { type: [String], required: true },
    promisedUntil: Date,
    nextAt: Date,
  },
  [[{ nextAt: 1 }, present('nextAt')], [{ ticketId: 1 }]],
);

export const alertCollection = defineCollection<AlertDocument>(
  'alerts',
  {
    version: whole,
    deadlineId: text,
    ticketId: text,
    number: text,
    limit: text,
    kind: text,
    level: whole,
    to: text,
    dueAt: time,
    plannedAt: time,
    firedAt: time,
    answer: anything,
    settledAt: Date,
    isOpen: Boolean,
  },
  [
    [{ ticketId: 1, firedAt: -1 }],
    [{ isOpen: 1, level: -1 }, { partialFilterExpression: { isOpen: true } }],
    [{ 'answer.at': -1 }, present('answer.at')],
    [{ kind: 1, dueAt: 1 }],
  ],
);

export function createDeadlineStore(database: Database): DeadlineStore {
  const deadlines = openDocuments(database, deadlineCollection);
  return {
    async find(id) {
      const found = await deadlines.find(id);
      return found && toDeadline(found);
    },
    insert: ({ id, ...deadline }) => deadlines.insert({ _id: id, v: 1, ...deadline }),
    save: ({ id, version, ...deadline }) =>
      deadlines.replace(
        { _id: { $eq: id }, version: { $eq: version } },
        { _id: id, v: 1, version: version + 1, ...deadline },
      ),
    async listDue(now, limit) {
      const page = { sort: { nextAt: 1 }, limit } as const;
      return (await deadlines.list({ nextAt: { $lte: now } }, page)).map(toDeadline);
    },
    async listForTicket(ticketId) {
      const page = { sort: { startedAt: 1 } } as const;
      return (await deadlines.list({ ticketId: { $eq: ticketId } }, page)).map(toDeadline);
    },
  };
}

export function createAlertStore(database: Database): AlertStore {
  const alerts = openDocuments(database, alertCollection);
  return {
    insert: (alert) => alerts.insert(toAlertDocument(alert)),
    async find(id) {
      const found = await alerts.find(id);
      return found && toAlert(found);
    },
    save: (alert) =>
      alerts.replace(
        { _id: { $eq: alert.id }, version: { $eq: alert.version } },
        toAlertDocument({ ...alert, version: alert.version + 1 }),
      ),
    async listForTicket(ticketId) {
      const page = { sort: { firedAt: -1 } } as const;
      return (await alerts.list({ ticketId: { $eq: ticketId } }, page)).map(toAlert);
    },
    async listUnanswered(limit) {
      const page = { sort: { level: -1, firedAt: 1 }, limit } as const;
      return (await alerts.list({ isOpen: { $eq: true } }, page)).map(toAlert);
    },
    async listAnswered(limit) {
      const filter = { 'answer.at': { $exists: true } };
      const found = await alerts.list(filter, { sort: { firedAt: -1 }, limit });
      return found.map(toAlert).toSorted((a, b) => toAnsweredAt(b) - toAnsweredAt(a));
    },
    async listWarnings(now, limit) {
      const filter = { kind: { $eq: 'warning' }, dueAt: { $gte: now } };
      return (await alerts.list(filter, { sort: { dueAt: 1 }, limit })).map(toAlert);
    },
  };
}

function toDeadline({ _id, v, ...deadline }: DeadlineDocument): Deadline {
  return { id: _id, ...deadline };
}

function toAnsweredAt({ answer }: Alert): number {
  return answer?.at.getTime() ?? 0;
}

function toAlertDocument({ id, ...alert }: Alert): AlertDocument {
  const isOpen =
    alert.kind === 'missed' && alert.answer === undefined && alert.settledAt === undefined;
  return { _id: id, v: 1, ...alert, ...(isOpen && { isOpen }) };
}

function toAlert({ _id, v, isOpen: _, ...alert }: AlertDocument): Alert {
  return { id: _id, ...alert };
}
