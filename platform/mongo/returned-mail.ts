import type { ChannelErrorCode, ChannelName } from '../../bot/index.ts';
import { openCollection } from './collection.ts';
import type { Database } from './connect.ts';
import { outboxCollection } from './outbox-document.ts';

/** Marks what a platform took at first and could not bring: sent rows become held, for another way or the next contact. */
export type ReturnedMail = {
  /** False when no sent row of the channel has this receipt, or it was returned before. */
  readonly recordReturned: (
    channel: ChannelName,
    platformId: string,
    failure: ChannelErrorCode,
  ) => Promise<boolean>;
};

export function createReturnedMail(database: Database): ReturnedMail {
  const collection = openCollection(database, outboxCollection);
  return {
    async recordReturned(channel, platformId, failure) {
      const { matchedCount } = await collection.updateOne(
        {
          'receipt.platformId': { $eq: platformId },
          'receipt.channel': { $eq: channel },
          status: { $eq: 'sent' },
        },
        { $set: { status: 'held', failure }, $unset: { receipt: '' } },
      );
      return matchedCount === 1;
    },
  };
}
