import type { Connection } from 'mongoose';
import type { PaperFile, PaperFileStore } from '../../tickets/index.ts';
import type { Seal } from './file-store.ts';
import { createSealedFiles, type SealedFolder } from './sealed-files.ts';

export const paperFolder: SealedFolder = {
  collection: 'papers',
  bucketName: 'papers_originals',
  toContext: (id) => ({ collection: 'papers', field: 'original', id }),
};

/** The papers of official documents: rendered, sealed, and slips that prove a serving. */
export function createPaperStore(
  connection: Connection,
  seal: Seal,
  maxBytes: number,
): PaperFileStore {
  return createSealedFiles<PaperFile>(connection, seal, maxBytes, paperFolder);
}
