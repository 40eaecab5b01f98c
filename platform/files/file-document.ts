import type { EvidenceFile } from '../../bot/index.ts';
import type { SealContext, SealedValue } from '../seal/index.ts';

export const collectionName = 'files';
export const originalsBucket = 'evidence_originals';
export const copiesBucket = 'evidence_copies';

/** Where the original of a file is sealed. */
export const toOriginalContext = (id: string): SealContext => ({
  collection: collectionName,
  field: 'original',
  id,
});

/** `originalId` and `workingCopyId` point into GridFS; the document is written last and makes the file exist. */
export type FileDocument = Omit<EvidenceFile, 'id' | 'hasCopy'> & {
  readonly _id: string;
  readonly v: 1;
  readonly originalId: string;
  readonly workingCopyId?: string;
  /** Name and copy while nobody may see the file, and the ticket for whose sake. */
  readonly hidden?: SealedValue;
  readonly hiddenFor?: string;
};

export function toEvidenceFile(document: FileDocument): EvidenceFile {
  const { _id: id, personId, channel, receivedAt, name, mimeType, sizeBytes, sha256 } = document;
  const { ticketId, faults, boxes, workingCopyId } = document;
  return {
    id,
    personId,
    channel,
    receivedAt,
    name,
    mimeType,
    sizeBytes,
    sha256,
    hasCopy: workingCopyId !== undefined,
    ...(ticketId === undefined ? {} : { ticketId }),
    ...(faults === undefined ? {} : { faults }),
    ...(boxes === undefined ? {} : { boxes }),
  };
}
