import { hasMedia, type InboxRow, type InboxStore, type ReceivedMessage } from '../../bot/index.ts';
import type { mongo } from 'mongoose';
import { openCollection } from './collection.ts';
import type { Database } from './connect.ts';
import { inboxCollection, toRow, type InboxDocument } from './inbox-document.ts';
import type { EscrowVeil } from './escrow-veil.ts';
import { createMediaRows } from './inbox-media.ts';
import { insertEach } from './insert-each.ts';
import { createMicroBatch, createSharedBatch } from './micro-batch.ts';
import { createOrder } from './order.ts';

const waiting = { status: { $eq: 'waiting' } } as const;

/** With `veil` the words of people whose matter lies sealed are sealed while they wait; handling alone opens them. */
export function createInboxStore(
  database: Database,
  veil?: Pick<EscrowVeil, 'coverMessage' | 'openMessage'>,
): InboxStore {
  const collection = openCollection(database, inboxCollection);
  const insertRow = createInsert(collection, veil);

  function toOpened(document: InboxDocument): InboxRow {
    const row = toRow(veil?.openMessage(document) ?? document);
    return document.sealedContent === undefined ? row : { ...row, isSealed: true };
  }
  const finishRow = createSharedBatch<string>(async (ids) => {
    await collection.updateMany(
      { _id: { $in: [...ids] } },
      { $set: { status: 'done' }, $unset: { failure: '' } },
    );
  });

  return {
    insert: insertRow,
    finish: finishRow,
    async find(id) {
      const document = await collection.findOne({ _id: { $eq: id } });
      return document === null ? undefined : toOpened(document);
    },
    async listWaiting(personId, limit) {
      const documents = await collection
        .find(
          { personId: { $eq: personId }, ...waiting },
          { sort: { arrivedAt: 1, order: 1 }, limit },
        )
        .toArray();
      return documents.map(toOpened);
    },
    async recordFailure(id, failure) {
      const document = await collection.findOneAndUpdate(
        { _id: { $eq: id } },
        { $inc: { attempts: 1 }, $set: { failure } },
        { returnDocument: 'after', projection: { attempts: 1 } },
      );
      return document?.attempts ?? 0;
    },
    async park(id) {
      await collection.updateOne({ _id: { $eq: id } }, { $set: { status: 'parked' } });
    },
    async listParked(limit) {
      const documents = await collection
        .find({ status: { $eq: 'parked' } }, { sort: { arrivedAt: 1 }, limit })
        .toArray();
      return documents.map(toRow);
    },
    async unpark(id) {
      const { matchedCount } = await collection.updateOne(
        { _id: { $eq: id }, status: { $eq: 'parked' } },
        { $set: { status: 'waiting', attempts: 0 }, $unset: { failure: '' } },
      );
      return matchedCount === 1;
    },
    async moveWaiting(fromPersonId, toPersonId) {
      await collection.updateMany(
        { personId: { $eq: fromPersonId }, status: { $eq: 'waiting' } },
        { $set: { personId: toPersonId } },
      );
    },
    async listLeftBehind(before, limit) {
      const documents = await collection
        .find<{ readonly personId: string }>(
          { ...waiting, arrivedAt: { $lt: before } },
          { projection: { personId: 1 }, sort: { arrivedAt: 1 }, limit },
        )
        .toArray();
      return [...new Set(documents.map(({ personId }) => personId))];
    },
    countWaiting: () => collection.countDocuments(waiting),
    ...createMediaRows(collection),
  };
}

function createInsert(
  collection: mongo.Collection<InboxDocument>,
  veil: Parameters<typeof createInboxStore>[1],
): InboxStore['insert'] {
  const nextOrder = createOrder();
  type Settled = PromiseSettledResult<{ readonly isNew: boolean; readonly row: InboxRow }>;

  const insertDocument = createMicroBatch(async (documents: readonly InboxDocument[]) => {
    const outcomes = await insertEach(collection, documents);
    const repeats = documents.filter((_, index) => outcomes[index]?.kind === 'taken');
    const first = await findById(repeats.map(({ _id }) => _id));
    return documents.map((document, index): Settled => {
      const outcome = outcomes[index];
      if (outcome?.kind === 'stored') {
        return { status: 'fulfilled', value: { isNew: true, row: toRow(document) } };
      }
      const row = first.get(document._id);
      if (outcome?.kind === 'taken' && row !== undefined) {
        return { status: 'fulfilled', value: { isNew: false, row } };
      }
      const reason: unknown =
        outcome?.kind === 'failed' ? outcome.error : new Error('a repeat without its first');
      return { status: 'rejected', reason };
    });
  });

  async function findById(ids: readonly string[]): Promise<ReadonlyMap<string, InboxRow>> {
    if (ids.length === 0) return new Map();
    const documents = await collection.find({ _id: { $in: [...ids] } }).toArray();
    return new Map(documents.map((document) => [document._id, toRow(document)]));
  }

  return async ({ id, ...message }: ReceivedMessage) => {
    const document: InboxDocument = {
      _id: id,
      v: 1,
      ...message,
      order: nextOrder(),
      status: 'waiting',
      attempts: 0,
      ...(hasMedia(message.content) && { media: 'waiting' }),
    };
    const { isNew, row } = await insertDocument((await veil?.coverMessage(document)) ?? document);
    // Who stored it has the words in hand.
    return { isNew, row: isNew ? { ...row, content: message.content } : row };
  };
}
