import type { Collection, Stored } from './collection.ts';
import type { Database } from './connect.ts';
import { inboxCollection } from './inbox-store.ts';
import { leaseCollection, type Leases } from './lease.ts';
import { migrateDatabase, type Migration } from './migrate.ts';
import { outboxCollection } from './outbox-document.ts';
import { peopleCollection } from './people-document.ts';
import { sessionCollection } from './session-store.ts';
import { settingCollection } from './settings.ts';
import { transcriptCollection } from './transcript-document.ts';

/** Every collection of the database. */
export const collections: readonly Collection<Stored>[] = [
  inboxCollection,
  leaseCollection,
  outboxCollection,
  peopleCollection,
  sessionCollection,
  settingCollection,
  transcriptCollection,
];

/** Every step forward so far. An id is never used twice, a step never changed once released. */
const migrations: readonly Migration[] = [];

/** Brings the database to the shape of this release before its stores are used. Throws DatabaseTooNewError. */
export function prepareDatabase(database: Database, leases: Leases): Promise<void> {
  return migrateDatabase(database, leases, collections, migrations);
}
