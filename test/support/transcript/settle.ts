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

const firstPauseMs = 4;
const longestPauseMs = 32;
const timeoutMs = 20_000;
/** A card that is being sent becomes due again after so long. */
const claimMs = 20_000;

/** Waits until the walk is at rest: nothing waits to be handled, relayed, fetched or sent at this moment. */
export function createSettle({ collection, now, countKfEvents, sweep }: Ports) {
  async function has(name: string, filter: mongo.Filter<Stored>): Promise<boolean> {
    return (await collection(name).findOne(filter, { projection: { _id: 1 } })) !== null;
  }

  /** One look after the other, down the stream: what leaves a place on the way is found further down. */
  async function findWork(): Promise<string | undefined> {
    const due = { $lte: now() };
    if (await isCustomerServiceBehind()) return 'customer service is behind';
    if (await has('inbox', { status: 'waiting' })) return 'a message is to be handled';
    const unfetched = { media: 'waiting', mediaAttempts: { $exists: false } };
    if (await has('inbox', unfetched)) return 'media are to be fetched';
    if (await has('tickets', { pendingAt: due })) return 'a notice is to be made';
    const rows = { $or: [{ status: 'claimed' }, { status: 'waiting', nextAt: due }] };
    return (await has('outbox', rows)) ? 'words are to be sent' : undefined;
  }

  /** Officers to be called, and cards to be sent to them: only the sweeper looks for these. */
  async function isSweepDue(): Promise<boolean> {
    const whileSending = new Date(now().getTime() + claimMs);
    if (await has('alarms', { lookAt: { $lte: now() } })) return true;
    return has('staffcalls', { dueAt: { $lte: whileSending } });
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
    for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(2 * pauseMs, longestPauseMs)) {
      const work = await findWork();
      if (work === undefined) {
        if (!(await isSweepDue())) return;
        await sweep();
      }
      if (Date.now() > deadline) throw new Error(`not at rest after ${timeoutMs} ms: ${work}`);
      await sleep(pauseMs);
    }
  };
}
