import type { HandedInFile } from '../../tickets/index.ts';
import type { SealContext } from '../seal/index.ts';

export const handedInCollection = 'unit_files';
export const handedInBucket = 'unit_files_originals';

export const toHandedInContext = (id: string): SealContext => ({
  collection: handedInCollection,
  field: 'original',
  id,
});

/** `originalId` points into GridFS; the document is written last and makes the file exist. */
export type HandedInDocument = Omit<HandedInFile, 'id'> & {
  readonly _id: string;
  readonly v: 1;
  readonly originalId: string;
};

export function toHandedInFile({
  _id: id,
  v: _v,
  originalId: _originalId,
  ...file
}: HandedInDocument): HandedInFile {
  return { id, ...file };
}
