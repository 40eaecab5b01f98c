import type { Connection } from 'mongoose';
import type { Seal, SealContext, SealedValue } from '../seal/index.ts';
import { createBlobs } from './blobs.ts';
import { collectionName, copiesBucket, type FileDocument } from './file-document.ts';

/** What is taken away from a file that nobody may see for now; the copy is a picture's, in base64. */
type Hidden = { readonly ticketId: string; readonly name: string; readonly copy?: string };

const toContext = (id: string): SealContext => ({
  collection: collectionName,
  field: 'hidden',
  id,
});

/** Files of a matter that lies sealed: without name or working copy, and found by nobody, until they are shown. */
export function createHiddenFiles(connection: Connection, seal: Pick<Seal, 'seal' | 'open'>) {
  const documents = connection.collection<FileDocument>(collectionName);
  const copies = createBlobs(connection, copiesBucket);

  async function hideOne(document: FileDocument, ticketId: string): Promise<void> {
    const { _id, name, workingCopyId } = document;
    const copy = workingCopyId === undefined ? undefined : await copies.get(workingCopyId);
    const hidden: Hidden = {
      ticketId,
      name,
      ...(copy !== undefined && { copy: copy.toString('base64') }),
    };
    const sealed = seal.seal(JSON.stringify(hidden), toContext(_id));
    await documents.updateOne(
      { _id: { $eq: _id } },
      { $set: { hidden: sealed, hiddenFor: ticketId, name: '' }, $unset: { workingCopyId: '' } },
    );
    // A death before this leaves a blob without a document, which the sweep of orphans removes.
    if (workingCopyId !== undefined) await copies.remove(workingCopyId);
  }

  async function showOne({ _id, hidden }: FileDocument): Promise<void> {
    if (hidden === undefined) return;
    const { name, copy }: Hidden = JSON.parse(seal.open(hidden, toContext(_id)));
    const workingCopyId =
      copy === undefined ? undefined : await copies.put(Buffer.from(copy, 'base64'));
    await documents.updateOne(
      { _id: { $eq: _id } },
      {
        $set: { name, ...(workingCopyId !== undefined && { workingCopyId }) },
        $unset: { hidden: '', hiddenFor: '' },
      },
    );
  }

  return {
    /** The ticket's files and those named; safe to repeat. */
    async hide(ticketId: string, fileIds: readonly string[]): Promise<void> {
      const found = documents.find({
        $or: [{ ticketId: { $eq: ticketId } }, { _id: { $in: [...fileIds] } }],
        hidden: { $exists: false },
      });
      for (const document of await found.toArray()) await hideOne(document, ticketId);
    },
    async show(ticketId: string): Promise<void> {
      const found = documents.find({ hiddenFor: { $eq: ticketId } });
      for (const document of await found.toArray()) await showOne(document);
    },
  };
}

/** Wraps what is hidden anew under the current key; returns how many. */
export async function rewrapHidden(
  connection: Connection,
  seal: Pick<Seal, 'isStale' | 'rewrap'>,
): Promise<number> {
  const documents = connection.collection<FileDocument>(collectionName);
  let moved = 0;
  for (const { _id, hidden } of await documents.find({ hidden: { $exists: true } }).toArray()) {
    if (hidden === undefined || !seal.isStale(hidden)) continue;
    const anew: SealedValue = seal.rewrap(hidden, toContext(_id));
    await documents.updateOne({ _id: { $eq: _id } }, { $set: { hidden: anew } });
    moved += 1;
  }
  return moved;
}
