import { setTimeout as sleep } from 'node:timers/promises';
import { openModel, type Collection, type Stored } from './collection.ts';
import type { Database } from './connect.ts';
import type { Leases } from './lease.ts';
import { createSettings } from './settings.ts';

/** One step forward of the stored shapes. It may run again after a crash and must then find its work done. */
export type Migration = {
  /** 1, 2, 3 in the order in which they run. */
  readonly id: number;
  readonly name: string;
  readonly run: (database: Database) => Promise<void>;
};

const settingName = 'migrated_to';
const leaseTtlMs = 10_000;
const retryMs = 200;

/** A database that a newer release has migrated; this one must not write to it. */
export class DatabaseTooNewError extends Error {
  readonly code = 'database_too_new';
  constructor(found: number, known: number) {
    super(`the database is at migration ${found}, this release knows ${known}`);
    this.name = 'DatabaseTooNewError';
  }
}

/**
 * Brings the database to this release: one process under a lease runs the migrations that are due and makes the
 * indexes; the others wait for it. Throws DatabaseTooNewError.
 */
export async function migrateDatabase(
  database: Database,
  leases: Leases,
  collections: readonly Collection<Stored>[],
  migrations: readonly Migration[],
): Promise<void> {
  const settings = createSettings(database);

  async function readReached(): Promise<number> {
    const reached = await settings.get(settingName);
    return typeof reached === 'number' ? reached : 0;
  }

  async function migrate(): Promise<void> {
    const reached = await readReached();
    const known = Math.max(0, ...migrations.map(({ id }) => id));
    if (reached > known) throw new DatabaseTooNewError(reached, known);
    for (const { id, run } of migrations.toSorted((left, right) => left.id - right.id)) {
      if (id <= reached) continue;
      await run(database);
      await settings.set(settingName, id);
    }
    for (const collection of collections) await openModel(database, collection).createIndexes();
  }

  for (;;) {
    const outcome = await leases.withLease('migrations', leaseTtlMs, migrate);
    if (outcome.kind === 'done') return;
    await sleep(retryMs);
  }
}
