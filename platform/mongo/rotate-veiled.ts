import type { SealContext, SealedValue, Secrets } from '../seal/index.ts';
import { openNative, type Database } from './connect.ts';
import { inboxCollection, toInboxContext } from './inbox-document.ts';
import { outboxCollection, toOutboxContext } from './outbox-document.ts';
import { savedViewCollection, toSavedViewContext } from './saved-view-store.ts';
import { sessionCollection, toSessionContext } from './session-store.ts';

type Veiled = {
  readonly name: string;
  readonly field: string;
  readonly toContext: (id: string) => SealContext;
};

/** Fields in which whole words are kept sealed. */
const veiled: readonly Veiled[] = [
  { name: inboxCollection.name, field: 'sealedContent', toContext: toInboxContext },
  { name: sessionCollection.name, field: 'sealedState', toContext: toSessionContext },
  { name: savedViewCollection.name, field: 'sealed', toContext: toSavedViewContext },
  {
    name: outboxCollection.name,
    field: 'sealedReply',
    toContext: (id) => toOutboxContext(id, 'reply'),
  },
];

/** Wraps them anew under the current key; returns how many. */
export async function rotateVeiled(database: Database, secrets: Secrets): Promise<number> {
  const native = openNative(database.connection);
  let moved = 0;
  for (const { name, field, toContext } of veiled) {
    const rows = native.collection<{ readonly _id: string; readonly sealed: SealedValue }>(name);
    const found = rows.aggregate<{ readonly _id: string; readonly sealed: SealedValue }>([
      { $match: { [field]: { $exists: true } } },
      { $project: { sealed: `$${field}` } },
    ]);
    for await (const { _id, sealed } of found) {
      if (!secrets.isStale(sealed)) continue;
      const anew = secrets.rewrap(sealed, toContext(_id));
      await rows.updateOne({ _id: { $eq: _id } }, { $set: { [field]: anew } });
      moved += 1;
    }
  }
  return moved;
}
