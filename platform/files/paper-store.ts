import type { Connection } from 'mongoose';
import type { PaperFile, PaperFileStore } from '../../tickets/index.ts';
import type { Seal } from './file-store.ts';
import { createNamedFiles } from './named-files.ts';
import { createSealedBytes, type SealedDocument, type SealedFolder } from './sealed-bytes.ts';

export const paperFolder: SealedFolder = {
  collection: 'papers',
  bucketName: 'papers_originals',
  toContext: (id) => ({ collection: 'papers', field: 'original', id }),
};

type Stored = Omit<PaperFile, 'id'> & SealedDocument;

/** The papers of official documents: rendered, sealed, and slips that prove a serving. */
export function createPaperStore(
  connection: Connection,
  seal: Seal,
  maxBytes: number,
): PaperFileStore {
  const rows = connection.collection<Stored>(paperFolder.collection);
  return createNamedFiles(
    {
      sealed: createSealedBytes(connection, seal, maxBytes, paperFolder),
      find: (id) => rows.findOne({ _id: { $eq: id } }),
      insert: (stored) =>
        rows.updateOne({ _id: { $eq: stored._id } }, { $setOnInsert: stored }, { upsert: true }),
    },
    { toStored, toFile },
  );
}

function toStored(
  { id: _id, bytes: _bytes, ...about }: Parameters<PaperFileStore['save']>[0],
  sealed: SealedDocument,
): Stored {
  return { ...about, ...sealed };
}

function toFile({ _id: id, v: _v, originalId: _originalId, ...file }: Stored): PaperFile {
  return { id, ...file };
}
