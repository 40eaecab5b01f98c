import type { Database } from '../../../platform/mongo/index.ts';

/** How far the service read each account's stream: the platform goes on with it from transcript to transcript. */
const lasting: ReadonlySet<string> = new Set(['kf_accounts']);

/** Notes what a first start left in the database; the answer takes away everything that came since. */
export async function createClearStore({ connection }: Database): Promise<() => Promise<void>> {
  const native = connection.getClient().db(connection.name);
  const list = async () =>
    (await native.collections()).filter(({ collectionName }) => !lasting.has(collectionName));
  const first = await Promise.all(
    (await list()).map(async (collection) => {
      const documents = await collection.find({}, { projection: { _id: 1 } }).toArray();
      return [collection.collectionName, documents.map(({ _id }) => _id)] as const;
    }),
  );
  const kept = new Map(first);
  return async function clearStore() {
    for (const collection of await list()) {
      const ids = kept.get(collection.collectionName) ?? [];
      await collection.deleteMany({ _id: { $nin: [...ids] } });
    }
  };
}
