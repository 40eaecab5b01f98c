import mongoose, { type Connection } from 'mongoose';
import { createBlobs } from './blobs.ts';
import { pointedBuckets, type PointedBucket } from './pointed-buckets.ts';

const hourMs = 3600_000;
/** Younger blobs may still get their document. */
const youngestMs = hourMs;
/** Older ones were looked at before, unless no process ran for so long. */
const oldestMs = 30 * 24 * hourMs;
const batchSize = 500;

/**
 * Removes bytes that no document points to: a process died between them and their document. Looks at what was
 * stored between an hour and thirty days ago; resolves with how many were removed. Safe to repeat and to run twice.
 */
export async function sweepOrphans(connection: Connection, now: Date): Promise<number> {
  let removed = 0;
  for (const bucket of pointedBuckets) {
    const { bucketName } = bucket;
    const blobs = createBlobs(connection, bucketName);
    for await (const ids of listStored(connection, bucketName, now)) {
      const used = await listUsed(connection, bucket, ids);
      const orphans = ids.filter((id) => !used.has(id));
      for (const id of orphans) await blobs.remove(id);
      removed += orphans.length;
    }
  }
  return removed;
}

/** Ids of blobs by their chunks: a crash in the middle of an upload leaves chunks alone. In batches. */
async function* listStored(
  connection: Connection,
  bucketName: string,
  now: Date,
): AsyncGenerator<readonly string[]> {
  const { ObjectId } = mongoose.mongo;
  const toId = (ageMs: number) =>
    ObjectId.createFromTime(Math.floor((now.getTime() - ageMs) / 1000));
  const chunks = connection
    .collection<{ readonly files_id: mongoose.mongo.ObjectId }>(`${bucketName}.chunks`)
    .find(
      { _id: { $gt: toId(oldestMs), $lt: toId(youngestMs) } },
      { projection: { files_id: 1 }, sort: { _id: 1 } },
    );
  let batch = new Set<string>();
  for await (const { files_id: id } of chunks) {
    batch.add(id.toString());
    if (batch.size < batchSize) continue;
    yield [...batch];
    batch = new Set();
  }
  yield [...batch];
}

async function listUsed(
  connection: Connection,
  { collection, field }: PointedBucket,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const documents = await connection
    .collection<Partial<Record<PointedBucket['field'], string>>>(collection)
    .find({ [field]: { $in: [...ids] } }, { projection: { [field]: 1 } })
    .toArray();
  return new Set(documents.flatMap((document) => document[field] ?? []));
}
