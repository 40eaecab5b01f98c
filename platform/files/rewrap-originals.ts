import type { Connection } from 'mongoose';
import type { SealContext } from '../seal/index.ts';
import { createBlobs } from './blobs.ts';
import { sealedBuckets } from './pointed-buckets.ts';

type Rewrap = { readonly rewrapBytes: (sealed: Buffer, context: SealContext) => Buffer };
type Pointing = { readonly _id: string; readonly originalId: string };

/**
 * Moves the sealed originals of people's evidence and of units' files to the current master key; returns how many. Safe
 * to repeat: a crash leaves at most one copy that no document points to.
 */
export async function rewrapOriginals(connection: Connection, seal: Rewrap): Promise<number> {
  let moved = 0;
  for (const bucket of sealedBuckets) moved += await rewrapBucket(connection, seal, bucket);
  return moved;
}

async function rewrapBucket(
  connection: Connection,
  seal: Rewrap,
  { collection, bucketName, toContext }: (typeof sealedBuckets)[number],
): Promise<number> {
  const documents = connection.collection<Pointing>(collection);
  const originals = createBlobs(connection, bucketName);
  let moved = 0;
  for (const { _id, originalId } of await documents
    .find({}, { projection: { originalId: 1 } })
    .toArray()) {
    const sealed = await originals.get(originalId);
    const rewrapped = seal.rewrapBytes(sealed, toContext(_id));
    if (rewrapped === sealed) continue;
    const movedId = await originals.put(rewrapped);
    await documents.updateOne({ _id: { $eq: _id } }, { $set: { originalId: movedId } });
    await originals.remove(originalId);
    moved += 1;
  }
  return moved;
}
