import type { NewStaffCall, StaffCall, StaffCallStore } from '../../bot/index.ts';
import { defineCollection } from './collection.ts';
import type { Database } from './connect.ts';
import { openDocuments } from './documents.ts';

type StaffCallDocument = Omit<StaffCall, 'id'> & { readonly _id: string; readonly v: number };

export const staffCallCollection = defineCollection<StaffCallDocument>(
  'staffcalls',
  {
    accountId: { type: String, required: true },
    purpose: { type: String, required: true },
    ticketId: { type: String, required: true },
    number: { type: String, required: true },
    alarmId: String,
    state: { type: String, required: true },
    attempts: { type: Number, required: true },
    dueAt: Date,
    settledAt: Date,
    failure: String,
    createdAt: { type: Date, required: true },
  },
  [
    [{ dueAt: 1 }, { partialFilterExpression: { dueAt: { $exists: true } } }],
    [{ ticketId: 1, createdAt: 1 }],
  ],
);

/** Cards to members of staff: each is claimed before it is sent. */
export function createStaffCallStore(database: Database): StaffCallStore {
  const calls = openDocuments(database, staffCallCollection);
  return {
    async insert(rows) {
      for (const row of rows) await calls.insert(toDocument(row));
    },
    async listDue(now, limit) {
      const page = { sort: { dueAt: 1 }, limit } as const;
      return (await calls.list({ dueAt: { $lte: now } }, page)).map(toCall);
    },
    async claim(id, now, until) {
      const seen = await calls.findOne({ _id: { $eq: id }, dueAt: { $lte: now } });
      if (seen === undefined) return undefined;
      const claimed = await calls.findAndUpdate(
        { _id: { $eq: id }, dueAt: { $lte: now }, attempts: { $eq: seen.attempts } },
        { $set: { dueAt: until, attempts: seen.attempts + 1 } },
      );
      return claimed === undefined ? undefined : toCall(claimed);
    },
    async settle(id, { state, failure }, at) {
      const change = { state, settledAt: at, ...(failure !== undefined && { failure }) };
      await calls.update({ _id: { $eq: id } }, { $set: change, $unset: { dueAt: '' } });
    },
    async retry(id, dueAt, failure) {
      await calls.update({ _id: { $eq: id } }, { $set: { dueAt, failure } });
    },
    async listForTicket(ticketId) {
      const page = { sort: { createdAt: 1 } } as const;
      return (await calls.list({ ticketId: { $eq: ticketId } }, page)).map(toCall);
    },
  };
}

function toDocument({ id, ...call }: NewStaffCall): StaffCallDocument {
  return { _id: id, v: 1, ...call, state: 'waiting', attempts: 0 };
}

function toCall({ _id, v, ...call }: StaffCallDocument): StaffCall {
  return { id: _id, ...call };
}
