import type { OrderStore, SendOrder } from '../../bot/wechaty/index.ts';
import { defineCollection, openCollection } from './collection.ts';
import type { Database } from './connect.ts';
import { isDuplicateKey } from './insert-each.ts';

type OrderDocument = Omit<SendOrder, 'id'> & { readonly _id: string; readonly v: number };

/** Orders are of no use once their row is settled; a retry may come for a day. */
const keptSeconds = 2 * 24 * 60 * 60;

export const wechatyOrderCollection = defineCollection<OrderDocument>(
  'wechaty_orders',
  {
    askedAt: { type: Date, required: true },
    status: { type: String, enum: ['asked', 'claimed', 'sent', 'refused'], required: true },
    claimedAt: Date,
    sentAt: Date,
    failure: String,
  },
  [
    [{ status: 1, askedAt: 1 }, { partialFilterExpression: { status: 'asked' } }],
    [{ askedAt: 1 }, { expireAfterSeconds: keptSeconds }],
  ],
);

/** What the process that has the Wechaty child is asked to send. */
export function createWechatyOrderStore(database: Database): OrderStore {
  const collection = openCollection(database, wechatyOrderCollection);

  async function find(id: string): Promise<SendOrder | undefined> {
    const document = await collection.findOne({ _id: { $eq: id } });
    return document === null ? undefined : toOrder(document);
  }

  return {
    find,
    async ask(id, at, staleBefore) {
      const mayAskAgain = {
        _id: { $eq: id },
        $or: [
          { status: { $in: ['asked' as const, 'refused' as const] } },
          { status: { $eq: 'claimed' as const }, claimedAt: { $lt: staleBefore } },
        ],
      };
      try {
        await collection.updateOne(
          mayAskAgain,
          {
            $set: { status: 'asked', askedAt: at },
            $unset: { claimedAt: '', failure: '' },
            $setOnInsert: { v: 1 },
          },
          { upsert: true },
        );
      } catch (error) {
        // It is there and sent, or being sent: the filter missed it and the upsert met its key.
        if (!isDuplicateKey(error)) throw error;
      }
      const order = await find(id);
      if (order === undefined) throw new Error('an order without its document');
      return order;
    },
    async withdraw(id) {
      const { deletedCount } = await collection.deleteOne({
        _id: { $eq: id },
        status: { $eq: 'asked' },
      });
      return deletedCount === 1;
    },
    async listAsked(limit) {
      const documents = await collection
        .find({ status: { $eq: 'asked' } }, { sort: { askedAt: 1 }, limit })
        .toArray();
      return documents.map(toOrder);
    },
    async claim(id, at) {
      const { matchedCount } = await collection.updateOne(
        { _id: { $eq: id }, status: { $eq: 'asked' } },
        { $set: { status: 'claimed', claimedAt: at } },
      );
      return matchedCount === 1;
    },
    async recordSent(id, at) {
      await collection.updateOne({ _id: { $eq: id } }, { $set: { status: 'sent', sentAt: at } });
    },
    async recordRefused(id, failure) {
      await collection.updateOne({ _id: { $eq: id } }, { $set: { status: 'refused', failure } });
    },
  };
}

function toOrder({ _id, v, ...order }: OrderDocument): SendOrder {
  return { id: _id, ...order };
}
