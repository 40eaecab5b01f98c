import type { OutboxStore, UndeliveredList } from '../../bot/index.ts';
import type { mongo } from 'mongoose';
import type { Seal } from '../seal/index.ts';
import { openCollection } from './collection.ts';
import type { Database } from './connect.ts';
import { insertEach } from './insert-each.ts';
import type { EscrowVeil } from './escrow-veil.ts';
import { createFindRest } from './outbox-rest.ts';
import { createMicroBatch, createSharedBatch } from './micro-batch.ts';
import {
  createOutboxConversion,
  isSealedRow,
  outboxCollection,
  toMaskedRow,
  type OutboxDocument,
} from './outbox-document.ts';

const byCreation = { createdAt: 1, _id: 1 } as const;
const isOpen = { nextAt: { $exists: true } } as const;

/** With `veil` what is to be told to a person whose matter lies sealed is stored sealed. */
export function createOutboxStore(
  database: Database,
  seal: Seal,
  veil?: Pick<EscrowVeil, 'coverRow'>,
): OutboxStore & UndeliveredList {
  const collection = openCollection(database, outboxCollection);
  const { toDocument, toStoredWords, toRow } = createOutboxConversion(seal);
  const insertRow = createInsert(collection);

  /** Ends or moves a row's claim; a row that somebody already settled stays as it is. */
  async function settleClaim(id: string, change: mongo.MatchKeysAndValues<OutboxDocument>) {
    const { nextAt } = change;
    await collection.updateOne(
      { _id: { $eq: id }, status: { $eq: 'claimed' } },
      { $set: change, $unset: { claim: '', ...(nextAt === undefined && { nextAt: '' }) } },
    );
  }

  return {
    findRest: createFindRest(collection),
    async insert(rows) {
      const open = rows.map(toDocument);
      const covered = veil === undefined ? open : await Promise.all(open.map(veil.coverRow));
      await Promise.all(covered.map(insertRow));
    },
    async claim(id, owner, now, until, words) {
      const document = await collection.findOneAndUpdate(
        { _id: { $eq: id }, nextAt: { $lte: now } },
        {
          $set: { status: 'claimed', claim: { by: 'push', owner, until }, nextAt: until },
          $inc: { attempts: 1 },
        },
        { returnDocument: 'after' },
      );
      if (document === null) return undefined;
      if (document.words !== undefined) return toRow(document);
      const stored = toStoredWords(id, words, isSealedRow(document));
      const { matchedCount } = await collection.updateOne(
        { _id: { $eq: id }, 'claim.owner': { $eq: owner } },
        { $set: { words: stored } },
      );
      return matchedCount === 1 ? { ...toRow(document), words } : undefined;
    },
    recordSent: createRecordSent(collection),
    recordRetry: (id, failure, dueAt) =>
      settleClaim(id, { status: 'waiting', failure, dueAt, nextAt: dueAt }),
    hold: (id, failure, until) =>
      settleClaim(id, {
        status: 'held',
        failure,
        ...(until !== undefined && { dueAt: until, nextAt: until }),
      }),
    recordFailed: (id, failure) => settleClaim(id, { status: 'failed', failure }),
    recordNudged: (id, nudge) => settleClaim(id, { status: 'held', failure: 'nudged', nudge }),
    async releaseHeld(personId, channel, now) {
      const held = { personId: { $eq: personId }, status: { $eq: 'held' } } as const;
      const documents = await collection
        .find<{ readonly _id: string }>(held, { projection: { createdAt: 1 }, sort: byCreation })
        .toArray();
      const ids = documents.map(({ _id }) => _id);
      if (ids.length > 0) {
        await collection.updateMany(
          { ...held, _id: { $in: ids } },
          { $set: { status: 'waiting', channel, dueAt: now, nextAt: now } },
        );
      }
      return ids;
    },
    async releaseDown(now) {
      await collection.updateMany(
        { ...isOpen, status: { $eq: 'waiting' }, failure: { $eq: 'channel_down' } },
        { $set: { dueAt: now, nextAt: now } },
      );
    },
    async listPeopleDue(now, limit) {
      const documents = await collection
        .find<{ readonly personId: string }>(
          { nextAt: { $lte: now } },
          { projection: { personId: 1 }, sort: { nextAt: 1 }, limit },
        )
        .toArray();
      return [...new Set(documents.map(({ personId }) => personId))];
    },
    async listOpenFor(personId, limit) {
      const documents = await collection
        .find({ personId: { $eq: personId }, ...isOpen }, { sort: byCreation, limit })
        .toArray();
      return documents.map(toRow);
    },
    async findMany(ids) {
      const documents = await collection
        .find({ _id: { $in: [...ids] } }, { sort: byCreation })
        .toArray();
      return documents.map(toRow);
    },
    async listForTicket(ticketId) {
      const documents = await collection
        .find({ ticketId: { $eq: ticketId } }, { sort: byCreation })
        .toArray();
      return documents.map(toMaskedRow);
    },
    async listPeopleGiven(sources) {
      const documents = await collection
        .find<{ readonly personId: string }>(
          { 'reply.sources': { $in: [...sources] }, status: { $nin: ['failed', 'cancelled'] } },
          { projection: { personId: 1 } },
        )
        .toArray();
      return [...new Set(documents.map(({ personId }) => personId))];
    },
    async listUndelivered(limit) {
      const documents = await collection
        .find(
          // What only waits for office hours, or to go with others, is on its way.
          {
            failure: { $exists: true, $nin: ['office_hours', 'bundle'] },
            status: { $in: ['held', 'failed'] },
          },
          { sort: { createdAt: -1 }, limit },
        )
        .toArray();
      return documents.map(toMaskedRow);
    },
  };
}

function createInsert(collection: mongo.Collection<OutboxDocument>) {
  return createMicroBatch(async (documents: readonly OutboxDocument[]) => {
    const outcomes = await insertEach(collection, documents);
    return outcomes.map((outcome): PromiseSettledResult<void> =>
      outcome.kind === 'failed'
        ? { status: 'rejected', reason: outcome.error }
        : { status: 'fulfilled', value: undefined },
    );
  });
}

type Sent = { readonly id: string; readonly receipt: NonNullable<OutboxDocument['receipt']> };

function createRecordSent(collection: mongo.Collection<OutboxDocument>): OutboxStore['recordSent'] {
  const record = createSharedBatch<Sent>(async (sent) => {
    await collection.bulkWrite(
      sent.map(({ id, receipt }) => ({
        updateOne: {
          filter: { _id: { $eq: id } },
          update: {
            $set: { status: 'sent', receipt },
            $unset: { nextAt: '', failure: '', taskAt: '' },
          },
        },
      })),
      { ordered: false },
    );
  });
  return (id, receipt) => record({ id, receipt });
}
