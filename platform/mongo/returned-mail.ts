import type { ReturnedMail } from '../../bot/index.ts';
import { openCollection } from './collection.ts';
import type { Database } from './connect.ts';
import { outboxCollection } from './outbox-document.ts';
import { createReturnedEarly } from './returned-early.ts';

/** `toTaskAt`: when staff tell a notice of this key themselves; undefined for those that they need not tell. */
export function createReturnedMail(
  database: Database,
  toTaskAt: (noticeKey: string, dueAt: Date) => Date | undefined,
): ReturnedMail {
  const collection = openCollection(database, outboxCollection);
  return {
    ...createReturnedEarly(database),
    async listSent(channel, platformId) {
      const documents = await collection
        .find({
          'receipt.platformId': { $eq: platformId },
          'receipt.channel': { $eq: channel },
          status: { $eq: 'sent' },
        })
        .toArray();
      return documents.flatMap(({ _id: id, personId, returns = 0, receipt }) =>
        receipt === undefined ? [] : [{ id, personId, sentAt: receipt.at, returns }],
      );
    },
    async putBack(id, failure, dueAt) {
      const sent = { _id: { $eq: id }, status: { $eq: 'sent' } } as const;
      const row = await collection.findOne(sent);
      if (row === null) return false;
      // Sending had settled it: from the first day on that it was due, staff must tell it in time.
      const taskAt = toTaskAt(row.reply.key, row.dueAt);
      const next =
        dueAt === undefined
          ? { status: 'held' as const }
          : { status: 'waiting' as const, dueAt, nextAt: dueAt };
      const { matchedCount } = await collection.updateOne(sent, {
        $set: { ...next, failure, ...(taskAt && { taskAt }) },
        $inc: { returns: 1 },
        $unset: { receipt: '' },
      });
      return matchedCount === 1;
    },
  };
}
