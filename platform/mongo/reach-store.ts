import type { ChannelName, Ledger, ReachStore } from '../../bot/index.ts';
import { anything, defineCollection, openCollection } from './collection.ts';
import type { Database } from './connect.ts';
import { isDuplicateKey } from './insert-each.ts';

type LedgerDocument = Omit<Ledger, 'personId'> & {
  /** The person's id. */
  readonly _id: string;
  readonly v: number;
};

type DayDocument = {
  /** Channel and Shanghai day. */
  readonly _id: string;
  readonly v: number;
  readonly used: number;
};

export const reachCollection = defineCollection<LedgerDocument>('reach', {
  version: { type: Number, required: true },
  channels: { ...anything, required: true },
  told: anything,
});

export const reachDayCollection = defineCollection<DayDocument>('reach_days', {
  used: { type: Number, required: true },
});

/** Through the driver: a ledger is written with every message and every send. */
export function createReachStore(database: Database): ReachStore {
  const ledgers = openCollection(database, reachCollection);
  const days = openCollection(database, reachDayCollection);

  return {
    async find(personId) {
      const document = await ledgers.findOne({ _id: { $eq: personId } });
      return document === null ? undefined : toLedger(document);
    },
    async save({ personId, version, channels, told }) {
      const set = { channels, ...(told !== undefined && { told }) };
      if (version === 0) {
        return isWritten(() => ledgers.insertOne({ _id: personId, v: 1, version: 1, ...set }));
      }
      const { matchedCount } = await ledgers.updateOne(
        { _id: { $eq: personId }, version: { $eq: version } },
        {
          $set: { ...set, version: version + 1 },
          ...(told === undefined && { $unset: { told: '' } }),
        },
      );
      return matchedCount === 1;
    },
    async takeFromDay(channel, day, limit) {
      const _id = toDayKey(channel, day);
      // The day's counter is there but full: the filter misses it, and the upsert meets its key.
      return isWritten(() =>
        days.updateOne(
          { _id: { $eq: _id }, used: { $lt: limit } },
          { $inc: { used: 1 }, $setOnInsert: { v: 1 } },
          { upsert: true },
        ),
      );
    },
    async giveBackToDay(channel, day) {
      const taken = { _id: { $eq: toDayKey(channel, day) }, used: { $gt: 0 } };
      await days.updateOne(taken, { $inc: { used: -1 } });
    },
  };
}

function toDayKey(channel: ChannelName, day: string): string {
  return `${channel} ${day}`;
}

function toLedger({ _id, v, ...ledger }: LedgerDocument): Ledger {
  return { personId: _id, ...ledger };
}

/** False when the key is taken. */
async function isWritten(write: () => Promise<unknown>): Promise<boolean> {
  try {
    await write();
    return true;
  } catch (error) {
    if (isDuplicateKey(error)) return false;
    throw error;
  }
}
