import type { Connection } from 'mongoose';
import type { PaperFile, PaperFileStore } from '../../tickets/index.ts';
import type { Seal } from './file-store.ts';
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
  const documents = connection.collection<Stored>(paperFolder.collection);
  const sealed = createSealedBytes(connection, seal, maxBytes, paperFolder);
  const findStored = (id: string) => documents.findOne({ _id: { $eq: id } });

  return {
    async save({ id, bytes, ...about }) {
      const before = await findStored(id);
      if (before !== null) return toFile(before);
      const document: Stored = { ...about, ...(await sealed.put(id, about.name, bytes)) };
      // Of two uploads under one id the first stands; the sweep of orphans takes the other's bytes.
      const { matchedCount } = await documents.updateOne(
        { _id: { $eq: id } },
        { $setOnInsert: document },
        { upsert: true },
      );
      return toFile(matchedCount === 0 ? document : ((await findStored(id)) ?? document));
    },
    async find(id) {
      const stored = await findStored(id);
      return stored === null ? undefined : toFile(stored);
    },
    async open(id) {
      const stored = await findStored(id);
      return stored === null ? undefined : sealed.open(stored);
    },
  };
}

function toFile({ _id: id, v: _v, originalId: _originalId, ...file }: Stored): PaperFile {
  return { id, ...file };
}
