import type { StaffTask, TaskKind, TaskRows, TaskStore } from '../../bot/index.ts';
import { anything, defineCollection, openCollection } from './collection.ts';
import type { Database } from './connect.ts';
import { openDocuments, type Filter } from './documents.ts';
import { outboxCollection, toMaskedRow } from './outbox-document.ts';

type TaskDocument = Omit<StaffTask, 'id'> & { readonly _id: string; readonly v: number };

export const taskCollection = defineCollection<TaskDocument>(
  'tasks',
  {
    version: { type: Number, required: true },
    kind: String,
    outboxId: String,
    personId: String,
    ticketId: String,
    accountId: String,
    alarmId: String,
    dueAt: Date,
    climbedAt: Date,
    state: { type: String, required: true },
    attempts: { type: [anything], required: true },
    createdAt: { type: Date, required: true },
    closedAt: Date,
    owesRow: Boolean,
  },
  [
    [{ state: 1, createdAt: 1 }],
    [{ state: 1, kind: 1, _id: 1 }],
    [{ closedAt: -1 }, { partialFilterExpression: { closedAt: { $exists: true } } }],
    [{ owesRow: 1 }, { partialFilterExpression: { owesRow: true } }],
    [{ state: 1, dueAt: 1 }, { partialFilterExpression: { dueAt: { $exists: true } } }],
    [{ ticketId: 1, createdAt: 1 }, { partialFilterExpression: { ticketId: { $exists: true } } }],
  ],
);

/** Telephone and letter tasks. */
export function createTaskStore(database: Database): TaskStore {
  const tasks = openDocuments(database, taskCollection);
  return {
    insert: (task) => tasks.insert(toDocument(task)),
    async find(id) {
      const document = await tasks.find(id);
      return document === undefined ? undefined : toTask(document);
    },
    async save(task) {
      const next = { ...task, version: task.version + 1 };
      const seen = { _id: { $eq: task.id }, version: { $eq: task.version } };
      return (await tasks.replace(seen, toDocument(next))) ? next : undefined;
    },
    async listOpen(limit) {
      const page = { sort: { createdAt: 1 }, limit } as const;
      return (await tasks.list({ state: { $eq: 'open' } }, page)).map(toTask);
    },
    async listOpenOf(kind, after, limit) {
      const open = { ...openOf(kind), _id: { $gt: after } };
      return (await tasks.list(open, { sort: { _id: 1 }, limit })).map(toTask);
    },
    countOpenOf: (kind, accountId) =>
      tasks.count({ ...openOf(kind), accountId: { $eq: accountId } }),
    async listClosed(limit) {
      const page = { sort: { closedAt: -1 }, limit } as const;
      return (await tasks.list({ closedAt: { $exists: true } }, page)).map(toTask);
    },
    async listOverdue(kind, now, limit) {
      const overdue = {
        ...openOf(kind),
        dueAt: { $lt: now },
        climbedAt: { $exists: false },
      };
      return (await tasks.list(overdue, { sort: { dueAt: 1 }, limit })).map(toTask);
    },
    async listOwing(limit) {
      return (await tasks.list({ owesRow: { $eq: true } }, { limit })).map(toTask);
    },
    async listForTicket(ticketId) {
      const page = { sort: { createdAt: 1 } } as const;
      return (await tasks.list({ ticketId: { $eq: ticketId } }, page)).map(toTask);
    },
  };
}

/** A notice to be told has no kind. */
function openOf(kind: TaskKind): Filter<TaskDocument> {
  return { state: { $eq: 'open' }, kind: { $eq: kind === 'tell' ? null : kind } };
}

function toDocument({ id, ...task }: StaffTask): TaskDocument {
  return { _id: id, v: 1, ...task };
}

function toTask({ _id, v, ...task }: TaskDocument): StaffTask {
  return { id: _id, ...task };
}

/** Outbox rows as tasks see them: without secrets. */
export function createTaskRows(database: Database): TaskRows {
  const rows = openCollection(database, outboxCollection);
  return {
    async listTaskDue(now, limit) {
      const due = { taskAt: { $lte: now } };
      return (await rows.find(due, { sort: { taskAt: 1 }, limit }).toArray()).map(toMaskedRow);
    },
    async dropTask(id) {
      await rows.updateOne({ _id: { $eq: id } }, { $unset: { taskAt: '' } });
    },
    async recordTold(id) {
      await rows.updateOne(
        { _id: { $eq: id }, status: { $nin: ['sent', 'cancelled'] } },
        { $set: { status: 'told' }, $unset: { nextAt: '', claim: '', taskAt: '' } },
      );
    },
    async findMany(ids) {
      return (await rows.find({ _id: { $in: [...ids] } }).toArray()).map(toMaskedRow);
    },
  };
}
