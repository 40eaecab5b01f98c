import type { Connection } from 'mongoose';
import type { HandedInFile, HandedInStore } from '../../tickets/index.ts';
import type { Seal } from './file-store.ts';
import { createSealedFiles, type SealedFolder } from './sealed-files.ts';

export const handedInFolder: SealedFolder = {
  collection: 'unit_files',
  bucketName: 'unit_files_originals',
  toContext: (id) => ({ collection: 'unit_files', field: 'original', id }),
};

/** Files that units hand in, sealed in GridFS beside the people's evidence and apart from it. */
export function createHandedInStore(
  connection: Connection,
  seal: Seal,
  maxBytes: number,
): HandedInStore {
  return createSealedFiles<HandedInFile>(connection, seal, maxBytes, handedInFolder);
}
