import type { ChannelErrorCode, ChannelName, ReturnedMail } from '../../bot/index.ts';
import { defineCollection, openCollection } from './collection.ts';
import type { Database } from './connect.ts';

type ReturnedEarlyDocument = {
  /** Channel and the platform's id of the send. */
  readonly _id: string;
  readonly v: number;
  readonly failure: ChannelErrorCode;
  readonly at: Date;
};

/** A send is recorded within minutes; what stays was never ours. */
const keptSeconds = 24 * 3600;

export const returnedEarlyCollection = defineCollection<ReturnedEarlyDocument>(
  'returned_early',
  { failure: { type: String, required: true }, at: { type: Date, required: true } },
  [[{ at: 1 }, { expireAfterSeconds: keptSeconds }]],
);

const toKey = (channel: ChannelName, platformId: string): string => `${channel} ${platformId}`;

/** What came back before its sending was written down. */
export function createReturnedEarly(
  database: Database,
): Pick<ReturnedMail, 'keepEarly' | 'findEarly' | 'dropEarly'> {
  const collection = openCollection(database, returnedEarlyCollection);
  return {
    async keepEarly(channel, platformId, failure, at) {
      await collection.updateOne(
        { _id: { $eq: toKey(channel, platformId) } },
        { $setOnInsert: { v: 1, failure, at } },
        { upsert: true },
      );
    },
    async findEarly(channel, platformId) {
      const early = await collection.findOne({ _id: { $eq: toKey(channel, platformId) } });
      return early?.failure;
    },
    async dropEarly(channel, platformId) {
      await collection.deleteOne({ _id: { $eq: toKey(channel, platformId) } });
    },
  };
}
