import type { mongo } from 'mongoose';
import type { InboxStore } from '../../bot/index.ts';
import { toRow, type InboxDocument } from './inbox-document.ts';

/** The part of the inbox that follows media from the platform into the files. */
type MediaRows = Pick<
  InboxStore,
  'listMediaWaiting' | 'finishMedia' | 'recordMediaFailure' | 'listMediaFailed' | 'retryMedia'
>;

export function createMediaRows(collection: mongo.Collection<InboxDocument>): MediaRows {
  return {
    async listMediaWaiting(now, limit) {
      const isDue = [{ mediaDueAt: { $exists: false } }, { mediaDueAt: { $lte: now } }];
      const documents = await collection
        .find<{ readonly _id: string }>(
          { media: { $eq: 'waiting' }, $or: isDue },
          { projection: { _id: 1 }, sort: { arrivedAt: 1 }, limit },
        )
        .toArray();
      return documents.map(({ _id }) => _id);
    },
    async finishMedia(id, outcome, failure) {
      const $set = { media: outcome, ...(failure !== undefined && { mediaFailure: failure }) };
      await collection.updateOne({ _id: { $eq: id } }, { $set });
    },
    async recordMediaFailure(id, failure, retryAt) {
      await collection.updateOne(
        { _id: { $eq: id } },
        { $inc: { mediaAttempts: 1 }, $set: { mediaFailure: failure, mediaDueAt: retryAt } },
      );
    },
    async listMediaFailed(limit) {
      const documents = await collection
        .find({ media: { $eq: 'failed' } }, { sort: { arrivedAt: -1 }, limit })
        .toArray();
      return documents.map(toRow);
    },
    async retryMedia(id) {
      const { matchedCount } = await collection.updateOne(
        { _id: { $eq: id }, media: { $eq: 'failed' } },
        {
          $set: { media: 'waiting' },
          $unset: { mediaDueAt: '', mediaFailure: '', mediaAttempts: '' },
        },
      );
      return matchedCount === 1;
    },
  };
}
