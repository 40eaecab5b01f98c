import type { ChannelDay, ChannelDays } from '../../bot/index.ts';
import { anything, defineCollection, openCollection } from './collection.ts';
import type { Database } from './connect.ts';

type DayDocument = ChannelDay & {
  /** `<day>-<channel>` */
  readonly _id: string;
  readonly v: number;
};

export const channelDayCollection = defineCollection<DayDocument>(
  'channel_days',
  {
    channel: { type: String, required: true },
    day: { type: String, required: true },
    received: { type: Number, required: true },
    sent: { type: Number, required: true },
    failed: { type: Number, required: true },
    lastReceivedAt: Date,
    lastSentAt: Date,
    lastFailure: anything,
  },
  [[{ day: 1 }]],
);

/** What went through each channel, a document a day. */
export function createChannelDays(database: Database): ChannelDays {
  const collection = openCollection(database, channelDayCollection);
  return {
    async add(days) {
      if (days.length === 0) return;
      await collection.bulkWrite(
        days.map(({ channel, day, received, sent, failed, ...last }) => ({
          updateOne: {
            filter: { _id: `${day}-${channel}` },
            update: {
              $inc: { received, sent, failed },
              $set: last,
              $setOnInsert: { v: 1, channel, day },
            },
            upsert: true,
          },
        })),
        { ordered: false },
      );
    },
    async listSince(day) {
      const documents = await collection
        .find({ day: { $gte: day } }, { sort: { day: 1 } })
        .toArray();
      return documents.map(({ _id, v, ...figures }) => figures);
    },
  };
}
