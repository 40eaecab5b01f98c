import { createHash } from 'node:crypto';
import type { Connection } from 'mongoose';
import { FileError } from '../../bot/index.ts';
import type { SealContext } from '../seal/index.ts';
import { createBlobs } from './blobs.ts';
import { detectCsv, detectType } from './detect-type.ts';
import type { Seal } from './file-store.ts';

/** A collection of files, and the bucket that their `originalId` points into. */
export type SealedFolder = {
  readonly collection: string;
  readonly bucketName: string;
  readonly toContext: (id: string) => SealContext;
};

/** What a folder keeps of each file beside what is said of it. */
export type SealedDocument = {
  readonly _id: string;
  readonly v: 1;
  readonly mimeType: string;
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly originalId: string;
};

/** The bytes of a folder's files: their type proved, at most `maxBytes`, kept sealed, told by their SHA-256. */
export function createSealedBytes(
  connection: Connection,
  seal: Seal,
  maxBytes: number,
  { bucketName, toContext }: SealedFolder,
) {
  const blobs = createBlobs(connection, bucketName);
  return {
    /** Throws FileError. */
    async put(id: string, name: string, received: Uint8Array): Promise<SealedDocument> {
      const bytes = Buffer.from(received);
      if (bytes.length > maxBytes) throw new FileError('file_too_large');
      const type = (await detectType(bytes)) ?? detectCsv(name, bytes);
      if (type === undefined) {
        throw new FileError(bytes.length === 0 ? 'file_unreadable' : 'file_type_refused');
      }
      return {
        _id: id,
        v: 1,
        mimeType: type.mimeType,
        sizeBytes: bytes.length,
        sha256: toSha256(bytes),
        originalId: await blobs.put(seal.sealBytes(bytes, toContext(id))),
      };
    },
    /** Throws when the bytes are no longer those that were kept. */
    async open({ _id, originalId, sha256 }: SealedDocument): Promise<Buffer> {
      const bytes = seal.openBytes(await blobs.get(originalId), toContext(_id));
      if (toSha256(bytes) !== sha256) throw new Error('a file differs from its SHA-256');
      return bytes;
    },
  };
}

function toSha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
