import type { ChannelErrorCode, ChannelName } from '../../bot/index.ts';
import { openCollection } from './collection.ts';
import type { Database } from './connect.ts';
import { outboxCollection } from './outbox-document.ts';

/** Marks what a platform took at first and could not bring: sent rows become held, for the next contact or for staff to tell. */
export type ReturnedMail = {
  /** False when no sent row of the channel has this receipt, or it was returned before. */
  readonly recordReturned: (
    channel: ChannelName,
    platformId: string,
    failure: ChannelErrorCode,
  ) => Promise<boolean>;
};

/** `toTaskAt`: when staff tell a notice of this key themselves; undefined for those that they need not tell. */
export function createReturnedMail(
  database: Database,
  toTaskAt: (noticeKey: string, dueAt: Date) => Date | undefined,
): ReturnedMail {
  const collection = openCollection(database, outboxCollection);
  return {
    async recordReturned(channel, platformId, failure) {
      const sent = {
        'receipt.platformId': { $eq: platformId },
        'receipt.channel': { $eq: channel },
        status: { $eq: 'sent' },
      } as const;
      const row = await collection.findOne(sent);
      if (row === null) return false;
      const taskAt = toTaskAt(row.reply.key, row.dueAt);
      const { matchedCount } = await collection.updateOne(
        { ...sent, _id: { $eq: row._id } },
        {
          $set: { status: 'held', failure, ...(taskAt && { taskAt }) },
          $inc: { returns: 1 },
          $unset: { receipt: '' },
        },
      );
      return matchedCount === 1;
    },
  };
}
