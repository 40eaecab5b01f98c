import type { Connection } from 'mongoose';
import type { HandedInFile, HandedInStore } from '../../tickets/index.ts';
import type { Seal } from './file-store.ts';
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
  const documents = connection.collection<Stored>(handedInFolder.collection);
  const sealed = createSealedBytes(connection, seal, maxBytes, handedInFolder);
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

function toFile({ _id: id, v: _v, originalId: _originalId, ...file }: Stored): HandedInFile {
  return { id, ...file };
}
