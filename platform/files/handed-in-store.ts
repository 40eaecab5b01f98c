import type { Connection } from 'mongoose';
import type { HandedInFile, HandedInStore } from '../../tickets/index.ts';
import type { Seal } from './file-store.ts';
import { createNamedFiles } from './named-files.ts';
import { createSealedBytes, type SealedDocument, type SealedFolder } from './sealed-bytes.ts';

export const handedInFolder: SealedFolder = {
  collection: 'unit_files',
  bucketName: 'unit_files_originals',
  toContext: (id) => ({ collection: 'unit_files', field: 'original', id }),
};

type Stored = Omit<HandedInFile, 'id'> & SealedDocument;

/** Files that units hand in, sealed in GridFS beside the people's evidence and apart from it. */
export function createHandedInStore(
  connection: Connection,
  seal: Seal,
  maxBytes: number,
): HandedInStore {
  const rows = connection.collection<Stored>(handedInFolder.collection);
  return createNamedFiles(
    {
      sealed: createSealedBytes(connection, seal, maxBytes, handedInFolder),
      find: (id) => rows.findOne({ _id: { $eq: id } }),
      insert: (stored) =>
        rows.updateOne({ _id: { $eq: stored._id } }, { $setOnInsert: stored }, { upsert: true }),
    },
    { toStored, toFile },
  );
}

function toStored(
  { id: _id, bytes: _bytes, ...about }: Parameters<HandedInStore['save']>[0],
  sealed: SealedDocument,
): Stored {
  return { ...about, ...sealed };
}

function toFile({ _id: id, v: _v, originalId: _originalId, ...file }: Stored): HandedInFile {
  return { id, ...file };
}
