import type { Referral, ReferralStore } from '../../bot/index.ts';
import { defineCollection } from './collection.ts';
import type { Database } from './connect.ts';
import { openDocuments } from './documents.ts';

type ReferralDocument = Omit<Referral, 'id'> & { readonly _id: string; readonly v: number };

const text = { type: String, required: true };
const time = { type: Date, required: true };

export const referralCollection = defineCollection<ReferralDocument>(
  'referrals',
  { personId: text, ticketNumber: text, unit: text, at: time, askAt: time, state: text },
  [[{ askAt: 1 }, { partialFilterExpression: { state: 'waiting' } }], [{ personId: 1, askAt: -1 }]],
);

export function createReferralStore(database: Database): ReferralStore {
  const referrals = openDocuments(database, referralCollection);
  return {
    async insert({ id, ...referral }) {
      await referrals.insert({ _id: id, v: 1, ...referral });
    },
    async listDue(now, limit) {
      const due = { state: { $eq: 'waiting' }, askAt: { $lte: now } };
      return (await referrals.list(due, { sort: { askAt: 1 }, limit })).map(toReferral);
    },
    async findAsked(personId) {
      const asked = { personId: { $eq: personId }, state: { $eq: 'asked' } };
      const [newest] = await referrals.list(asked, { sort: { askAt: -1 }, limit: 1 });
      return newest && toReferral(newest);
    },
    move: (id, from, to) =>
      referrals.update({ _id: { $eq: id }, state: { $eq: from } }, { $set: { state: to } }),
  };
}

function toReferral({ _id, v, ...referral }: ReferralDocument): Referral {
  return { id: _id, ...referral };
}
