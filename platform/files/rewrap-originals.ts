import type { Connection } from 'mongoose';
import type { SealContext } from '../seal/index.ts';
import { createBlobs } from './blobs.ts';
import {
  collectionName,
  originalsBucket,
  toOriginalContext,
  type FileDocument,
} from './file-document.ts';

type Rewrap = { readonly rewrapBytes: (sealed: Buffer, context: SealContext) => Buffer };

/**
 * Moves the sealed originals to the current master key; returns how many. Safe to repeat: a crash leaves at most
 * one copy that no document points to.
 */
export async function rewrapOriginals(connection: Connection, seal: Rewrap): Promise<number> {
  const documents = connection.collection<FileDocument>(collectionName);
  const originals = createBlobs(connection, originalsBucket);
  let moved = 0;
  for (const { _id, originalId } of await documents
    .find({}, { projection: { originalId: 1 } })
    .toArray()) {
    const sealed = await originals.get(originalId);
    const rewrapped = seal.rewrapBytes(sealed, toOriginalContext(_id));
    if (rewrapped === sealed) continue;
    const movedId = await originals.put(rewrapped);
    await documents.updateOne({ _id: { $eq: _id } }, { $set: { originalId: movedId } });
    await originals.remove(originalId);
    moved += 1;
  }
  return moved;
}
