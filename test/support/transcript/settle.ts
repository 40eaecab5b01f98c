import { setTimeout as sleep } from 'node:timers/promises';
import type { mongo } from 'mongoose';

/** A document as it lies in the database. */
export type Stored = { readonly _id: string; readonly [field: string]: unknown };

type Ports = {
  readonly collection: (name: string) => mongo.Collection<Stored>;
  readonly now: () => Date;
  /** What happened at the customer-service account so far. */
  readonly countKfEvents: () => number;
  /** Does at once what the service would look for within ten seconds. */
  readonly sweep: () => Promise<void>;
};

const lookEveryMs = 5;
const timeoutMs = 20_000;
/** A card that is being sent becomes due again after so long. */
const claimMs = 20_000;

/** Waits until the walk is at rest: nothing waits to be handled, relayed, fetched or sent at this moment. */
export function createSettle({ collection, now, countKfEvents, sweep }: Ports) {
  async function findWork(): Promise<string | undefined> {
    const [message, media, row, ticket, isBehind] = await Promise.all([
      collection('inbox').findOne({ status: 'waiting' }),
      collection('inbox').findOne({ media: 'waiting', mediaAttempts: { $exists: false } }),
      collection('outbox').findOne({
        $or: [{ status: 'claimed' }, { status: 'waiting', nextAt: { $lte: now() } }],
      }),
      collection('tickets').findOne({ pendingAt: { $lte: now() } }),
      isCustomerServiceBehind(),
    ]);
    if (message !== null) return 'a message is to be handled';
    if (media !== null) return 'media are to be fetched';
    if (row !== null) return 'words are to be sent';
    if (ticket !== null) return 'a notice is to be made';
    return isBehind ? 'customer service is behind' : undefined;
  }

  /** Officers to be called, and cards to be sent to them: only the sweeper looks for these. */
  async function isSweepDue(): Promise<boolean> {
    const [alarm, call] = await Promise.all([
      collection('alarms').findOne({ lookAt: { $lte: now() } }),
      collection('staffcalls').findOne({ dueAt: { $lte: new Date(now().getTime() + claimMs) } }),
    ]);
    return alarm !== null || call !== null;
  }

  /** Its callback says only that there is something: the stream is read until its end. */
  async function isCustomerServiceBehind(): Promise<boolean> {
    const events = countKfEvents();
    if (events === 0) return false;
    const [account] = await collection('kf_accounts').find().toArray();
    const cursor = account?.['cursor'];
    return typeof cursor !== 'string' || Number(cursor.split('.')[1]) < events;
  }

  return async function settle(): Promise<void> {
    const deadline = Date.now() + timeoutMs;
    for (;;) {
      const work = await findWork();
      if (work === undefined) {
        if (!(await isSweepDue())) return;
        await sweep();
      }
      if (Date.now() > deadline) throw new Error(`not at rest after ${timeoutMs} ms: ${work}`);
      await sleep(lookEveryMs);
    }
  };
}
