import { createHash } from 'node:crypto';
import type { Connection } from 'mongoose';
import { FileError } from '../../bot/index.ts';
import type { HandedInStore } from '../../tickets/index.ts';
import type { SealContext } from '../seal/index.ts';
import { createBlobs } from './blobs.ts';
import { detectCsv, detectType } from './detect-type.ts';
import {
  handedInBucket,
  handedInCollection,
  toHandedInContext,
  toHandedInFile,
  type HandedInDocument,
} from './handed-in-document.ts';

type Seal = {
  readonly sealBytes: (plain: Buffer, context: SealContext) => Buffer;
  readonly openBytes: (sealed: Buffer, context: SealContext) => Buffer;
};

/** Files that units hand in, sealed in GridFS beside the people's evidence and apart from it. */
export function createHandedInStore(
  connection: Connection,
  seal: Seal,
  maxBytes: number,
): HandedInStore {
  const documents = connection.collection<HandedInDocument>(handedInCollection);
  const blobs = createBlobs(connection, handedInBucket);
  const findDocument = (id: string) => documents.findOne({ _id: { $eq: id } });

  return {
    async save({ bytes: received, id, ...input }) {
      const bytes = Buffer.from(received);
      if (bytes.length > maxBytes) throw new FileError('file_too_large');
      const stored = await findDocument(id);
      if (stored !== null) return toHandedInFile(stored);
      const type = (await detectType(bytes)) ?? detectCsv(input.name, bytes);
      if (type === undefined) {
        throw new FileError(bytes.length === 0 ? 'file_unreadable' : 'file_type_refused');
      }
      const document: HandedInDocument = {
        _id: id,
        v: 1,
        ...input,
        mimeType: type.mimeType,
        sizeBytes: bytes.length,
        sha256: toSha256(bytes),
        originalId: await blobs.put(seal.sealBytes(bytes, toHandedInContext(id))),
      };
      // Of two uploads under one id the first stands; the sweep of orphans takes the other's bytes.
      const { matchedCount } = await documents.updateOne(
        { _id: { $eq: id } },
        { $setOnInsert: document },
        { upsert: true },
      );
      return toHandedInFile(matchedCount === 0 ? document : ((await findDocument(id)) ?? document));
    },
    async find(id) {
      const document = await findDocument(id);
      return document === null ? undefined : toHandedInFile(document);
    },
    async open(id) {
      const document = await findDocument(id);
      if (document === null) return undefined;
      const sealed = await blobs.get(document.originalId);
      const bytes = seal.openBytes(sealed, toHandedInContext(id));
      if (toSha256(bytes) !== document.sha256) {
        throw new Error('a file that a unit handed in differs from its SHA-256');
      }
      return bytes;
    },
  };
}

function toSha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
