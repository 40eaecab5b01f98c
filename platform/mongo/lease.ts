import { defineCollection, openCollection } from './collection.ts';
import type { Database } from './connect.ts';
import { isDuplicateKey } from './insert-each.ts';

type LeaseDocument = {
  /** The lease's name. */
  readonly _id: string;
  readonly v: number;
  readonly owner: string;
  readonly until: Date;
};

export const leaseCollection = defineCollection<LeaseDocument>('leases', {
  owner: { type: String, required: true },
  until: { type: Date, required: true },
});

/** What came of the work: done, or left to the process that holds the lease. */
type UnderLease<Result> =
  | { readonly kind: 'done'; readonly result: Result }
  | { readonly kind: 'busy' };

export type Leases = {
  /** Takes the lease or prolongs the own one until now + `ttlMs`; false while another holds it. */
  readonly take: (name: string, ttlMs: number) => Promise<boolean>;
  readonly release: (name: string) => Promise<void>;
  /**
   * Runs `work` while holding the lease, renewed in the background; `lost` aborts when it could not be kept.
   * A process has one hold of a lease at a time: parallel calls in one process find it busy.
   */
  readonly withLease: <Result>(
    name: string,
    ttlMs: number,
    work: (lost: AbortSignal) => Promise<Result>,
  ) => Promise<UnderLease<Result>>;
};

const renewalsPerTtl = 3;
const expired = new Date(0);

/** Leases in the name of `owner`, a random id of this process. */
export function createLeases(database: Database, owner: string, now: () => Date): Leases {
  const collection = openCollection(database, leaseCollection);
  const heldHere = new Set<string>();

  async function take(name: string, ttlMs: number): Promise<boolean> {
    const at = now();
    const until = new Date(at.getTime() + ttlMs);
    const filter = {
      _id: { $eq: name },
      $or: [{ until: { $lte: at } }, { owner: { $eq: owner } }],
    };
    try {
      await collection.updateOne(
        filter,
        { $set: { owner, until }, $setOnInsert: { v: 1 } },
        { upsert: true },
      );
      return true;
    } catch (error) {
      // The lease is there and another's: the filter missed it, and the upsert met its key.
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  async function release(name: string): Promise<void> {
    const own = { _id: { $eq: name }, owner: { $eq: owner } };
    await collection.updateOne(own, { $set: { until: expired } });
  }

  async function withLease<Result>(
    name: string,
    ttlMs: number,
    work: (lost: AbortSignal) => Promise<Result>,
  ): Promise<UnderLease<Result>> {
    if (heldHere.has(name)) return { kind: 'busy' };
    heldHere.add(name);
    const lost = new AbortController();
    let keeping: NodeJS.Timeout | undefined;
    try {
      if (!(await take(name, ttlMs))) return { kind: 'busy' };
      keeping = setInterval(() => {
        take(name, ttlMs).then(
          (kept) => kept || lost.abort(),
          () => lost.abort(),
        );
      }, ttlMs / renewalsPerTtl);
      return { kind: 'done', result: await work(lost.signal) };
    } finally {
      clearInterval(keeping);
      heldHere.delete(name);
      if (keeping !== undefined) await release(name);
    }
  }

  return { take, release, withLease };
}
