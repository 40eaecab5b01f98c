import { createHash } from 'node:crypto';
import type { Connection } from 'mongoose';
import { FileError } from '../../bot/index.ts';
import type { SealContext } from '../seal/index.ts';
import { createBlobs } from './blobs.ts';
import { detectCsv, detectType } from './detect-type.ts';
import type { Seal } from './file-store.ts';

/** A collection of files and the bucket that holds their sealed bytes. */
export type SealedFolder = {
  readonly collection: string;
  readonly bucketName: string;
  readonly toContext: (id: string) => SealContext;
};

type Given = { readonly id: string; readonly name: string; readonly bytes: Uint8Array };
type Proved = { readonly mimeType: string; readonly sizeBytes: number; readonly sha256: string };
/** `originalId` points into GridFS; the document is written last and makes the file exist. */
type Stored = { readonly _id: string; readonly v: 1; readonly originalId: string } & Proved;

/** Files whose bytes are kept sealed and are told by their SHA-256: those of units, and those of official documents. */
export function createSealedFiles<File extends Proved & { readonly id: string }>(
  connection: Connection,
  seal: Seal,
  maxBytes: number,
  { collection, bucketName, toContext }: SealedFolder,
) {
  const documents = connection.collection<Stored>(collection);
  const blobs = createBlobs(connection, bucketName);
  const findStored = (id: string) => documents.findOne({ _id: { $eq: id } });

  return {
    async save<New extends Given>({ bytes: received, id, ...input }: New): Promise<File> {
      const bytes = Buffer.from(received);
      if (bytes.length > maxBytes) throw new FileError('file_too_large');
      const stored = await findStored(id);
      if (stored !== null) return toFile(stored);
      const type = (await detectType(bytes)) ?? detectCsv(input.name, bytes);
      if (type === undefined) {
        throw new FileError(bytes.length === 0 ? 'file_unreadable' : 'file_type_refused');
      }
      const document: Stored = {
        _id: id,
        v: 1,
        ...input,
        mimeType: type.mimeType,
        sizeBytes: bytes.length,
        sha256: toSha256(bytes),
        originalId: await blobs.put(seal.sealBytes(bytes, toContext(id))),
      };
      // Of two uploads under one id the first stands; the sweep of orphans takes the other's bytes.
      const { matchedCount } = await documents.updateOne(
        { _id: { $eq: id } },
        { $setOnInsert: document },
        { upsert: true },
      );
      return toFile(matchedCount === 0 ? document : ((await findStored(id)) ?? document));
    },
    async find(id: string): Promise<File | undefined> {
      const stored = await findStored(id);
      return stored === null ? undefined : toFile(stored);
    },
    /** Throws when the bytes are no longer those that were kept. */
    async open(id: string): Promise<Buffer | undefined> {
      const stored = await findStored(id);
      if (stored === null) return undefined;
      const bytes = seal.openBytes(await blobs.get(stored.originalId), toContext(id));
      if (toSha256(bytes) !== stored.sha256) throw new Error('a file differs from its SHA-256');
      return bytes;
    },
  };

  function toFile({ _id: id, v: _v, originalId: _originalId, ...file }: Stored): File {
    // The fields are those that `save` was given and proved.
    return { id, ...file } as unknown as File;
  }
}

function toSha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
