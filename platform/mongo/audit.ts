import type { AuditLog } from '../../people/index.ts';
import { newId, type Digests } from '../seal/index.ts';
import {
  auditCollection,
  auditHeadSetting,
  noHash,
  pendingAuditCollection,
  toAuditHead,
  toLink,
  type AuditDocument,
  type PendingAuditDocument,
} from './audit-document.ts';
import { openCollection } from './collection.ts';
import type { Database } from './connect.ts';
import { isDuplicateKey } from './insert-each.ts';
import type { Leases } from './lease.ts';
import { createSharedBatch } from './micro-batch.ts';
import { createOrder } from './order.ts';
import { createSettings } from './settings.ts';

type AuditPorts = {
  readonly database: Database;
  readonly leases: Leases;
  readonly digests: Digests;
  readonly now: () => Date;
  readonly onError: (error: unknown) => void;
};

/** The log and the work that chains it; one process at a time does that, whichever holds the lease. */
export type Audit = AuditLog & {
  /** Chains what waits; resolves with the number of new links, 0 when another process does it. */
  readonly chainPending: () => Promise<number>;
  /** Chains once a second until `close`. */
  readonly start: () => void;
  readonly close: () => Promise<void>;
};

const batchSize = 500;
const everyMs = 1000;
const leaseTtlMs = 10_000;

/** The end of the chain is not where it was left: entries were cut off. Nothing more is chained until a person looks. */
class AuditBrokenError extends Error {
  readonly code = 'audit_broken';
  constructor() {
    super('audit_broken');
    this.name = 'AuditBrokenError';
  }
}

/** `record` resolves when the entry is durable; it gets its number and hash soon after. */
export function createAudit({ database, leases, digests, now, onError }: AuditPorts): Audit {
  const pending = openCollection(database, pendingAuditCollection);
  const chain = openCollection(database, auditCollection);
  const settings = createSettings(database);
  const nextOrder = createOrder();
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<unknown> = Promise.resolve();

  const insertPending = createSharedBatch<PendingAuditDocument>(async (entries) => {
    await pending.insertMany(entries);
  });

  async function readEnd(): Promise<Pick<AuditDocument, '_id' | 'hash'>> {
    const head = toAuditHead(await settings.get(auditHeadSetting));
    const last = await chain.findOne({}, { sort: { _id: -1 } });
    if ((head?.seq ?? 0) > (last?._id ?? 0)) throw new AuditBrokenError();
    return last ?? { _id: 0, hash: noHash };
  }

  /** One batch; what a crash left in both places is not chained again. */
  async function chainBatch(): Promise<{ readonly read: number; readonly chained: number }> {
    const entries = await pending
      .find({}, { sort: { recordedAt: 1, order: 1 }, limit: batchSize })
      .toArray();
    const ids = entries.map(({ _id }) => _id);
    const known = await chain.find({ entryId: { $in: ids } }).toArray();
    const knownIds = new Set(known.map(({ entryId }) => entryId));
    const links: AuditDocument[] = [];
    let end = await readEnd();
    for (const entry of entries.filter(({ _id }) => !knownIds.has(_id))) {
      const link = toLink(entry, end._id + 1, end.hash);
      links.push(link);
      end = link;
    }
    if (links.length > 0) await chain.insertMany(links, { ordered: true });
    await anchor(end);
    await pending.deleteMany({ _id: { $in: ids } });
    return { read: entries.length, chained: links.length };
  }

  async function anchor({ _id, hash }: Pick<AuditDocument, '_id' | 'hash'>): Promise<void> {
    const mac = digests.digest('audit-head', String(_id), hash);
    if (_id > 0) await settings.set(auditHeadSetting, { seq: _id, hash, mac });
  }

  async function chainAll(lost: AbortSignal): Promise<number> {
    let total = 0;
    while (!lost.aborted && (await pending.findOne({})) !== null) {
      const { read, chained } = await chainBatch();
      total += chained;
      if (read < batchSize) break;
    }
    return total;
  }

  async function chainPending(): Promise<number> {
    try {
      const outcome = await leases.withLease('audit', leaseTtlMs, chainAll);
      return outcome.kind === 'done' ? outcome.result : 0;
    } catch (error) {
      // Another process took the next number: it holds the lease now and goes on.
      if (isDuplicateKey(error)) return 0;
      throw error;
    }
  }

  function schedule(): void {
    timer = setTimeout(() => {
      running = chainPending()
        .catch(onError)
        .finally(() => timer !== undefined && schedule());
    }, everyMs);
  }

  return {
    chainPending,
    start: schedule,
    record: (entry) =>
      insertPending({ _id: newId(), v: 1, ...entry, recordedAt: now(), order: nextOrder() }),
    async close() {
      clearTimeout(timer);
      timer = undefined;
      await running;
    },
  };
}
